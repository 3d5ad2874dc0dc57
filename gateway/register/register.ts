import { createPublicKey, randomUUID, type KeyObject } from "node:crypto";
import { STATES, type Connection } from "mongoose";
import { keyIdOf } from "../../kernel/checkpoint.js";
import type { CryptoSuite } from "../../kernel/crypto-suite.js";
import type { Logger } from "../../kernel/log.js";
import { isReceiptOf, parseReceipt, type Stamp } from "../../kernel/receipt.js";
import {
  registerCollection,
  type Look,
  type Outcome,
  type RegisterEntry,
} from "../../kernel/register-entry.js";
import { registerKeyCollection } from "../../kernel/register-keys.js";
import { createWriteGroup } from "../../kernel/write-group.js";
import { GatewayError } from "../errors.js";
import { openChain } from "./chain.js";
import { openCheckpoints } from "./checkpoints.js";
import { draftOf, noOutcome, withoutSubjects, type Draft } from "./drafts.js";
import { inTime } from "../../kernel/in-time.js";
import { openCheckpointFile } from "./second-place.js";
import { openLease } from "./lease.js";

/**
 * The query register: who asked what about whom, why and for which case. Append-only and hash-chained, one chain per
 * gateway instance; every write is durable on a majority before it counts. Refusals stand in it too.
 */
export interface Register {
  /** The place and the hash of the intent, for its receipt. @throws REGISTER_UNAVAILABLE; then nobody may be asked */
  recordIntent(look: Look): Promise<Stamp>;
  /** @throws REGISTER_UNAVAILABLE; then nothing may leave */
  recordOutcome(look: Look, outcome: Outcome): Promise<void>;
  /** @throws REGISTER_UNAVAILABLE */
  recordRefusal(look: Look, code: string): Promise<void>;
  /** The look that a receipt number stands for; undefined when there is none, or not there. @throws REGISTER_UNAVAILABLE */
  find(receipt: string): Promise<RegisterEntry | undefined>;
  /** Whether the register can be written now, and its checkpoints. */
  isReady(): Promise<boolean>;
  /** Gives up the chain. */
  close(): Promise<void>;
}

export interface RegisterParts {
  /** Database of the register; adding and finding is all that its account may do. */
  readonly register: Connection;
  /** The gateways' own database, for leases. */
  readonly control: Connection;
  /** Name of this gateway instance, the same after a restart; its chain bears it. */
  readonly instance: string;
  /** How long a lease of the chain lasts, in milliseconds. */
  readonly leaseMs: number;
  readonly suite: CryptoSuite;
  readonly checkpoints: {
    readonly privateKey: KeyObject;
    /** Second place of the checkpoints: a file that the database's administrator cannot write. */
    readonly file: string;
  };
  readonly log: Logger;
  readonly clock: () => Date;
  /** Milliseconds that only go forward. */
  readonly stopwatch: () => number;
}

/** @throws Error when the database is away, or in Chinese when another process runs this instance */
export async function openRegister(parts: RegisterParts): Promise<Register> {
  const { register: connection, control, instance: name, leaseMs, suite, clock, stopwatch } = parts;
  await prepareRegister(connection);
  const lease = openLease({ control, chain: name, holder: randomUUID(), leaseMs, stopwatch });
  const chain = await openChain({ register: connection, lease, name, suite, leaseMs, clock, stopwatch });
  const checkpoints = await openCheckpoints({
    register: connection,
    secondPlace: await openCheckpointFile(parts.checkpoints.file),
    suite,
    privateKey: parts.checkpoints.privateKey,
    keyId: keyIdOf(createPublicKey(parts.checkpoints.privateKey)),
    clock,
    log: parts.log,
  });
  const appendDraft = createWriteGroup((drafts: readonly Draft[]) => chain.append(drafts));
  const append = (draft: Draft): Promise<Stamp> => orUnavailable(appendDraft(draft));
  const entries = connection.collection<RegisterEntry>(registerCollection);
  return {
    async recordIntent(look) {
      const { seq, hash } = await append(draftOf("INTENT", look, noOutcome, clock()));
      return { seq, hash };
    },
    async recordOutcome(look, outcome) {
      await append(draftOf("OUTCOME", withoutSubjects(look), outcome, clock()));
    },
    async recordRefusal(look, code) {
      await append(draftOf("REFUSAL", look, { ...noOutcome, refusal: code }, clock()));
    },
    async find(receipt) {
      const parsed = parseReceipt(receipt);
      if (!parsed) return undefined;
      const found = await orUnavailable(inTime(entries.findOne({ receipt: parsed.base, kind: "INTENT" })));
      return found && isReceiptOf(parsed, found) ? found : undefined;
    },
    async isReady() {
      if (!chain.isWritable() || !checkpoints.isReady()) return false;
      try {
        if (connection.db) await inTime(connection.db.command({ ping: 1 }));
        return connection.readyState === STATES.connected;
      } catch {
        return false; // the question itself: unreachable means not ready
      }
    },
    async close() {
      await chain.close();
      await checkpoints.close();
    },
  };
}

/** Makes the register's indexes; the one over chain and sequence is what keeps two writers from one place. */
export async function prepareRegister(connection: Connection): Promise<void> {
  const entries = connection.collection<RegisterEntry>(registerCollection);
  await entries.createIndex({ chain: 1, seq: 1 }, { unique: true }, {});
  await entries.createIndex({ receipt: 1 }, {}, {});
  await entries.createIndex({ subjects: 1, at: -1, _id: -1 }, {}, {});
  // The credit office's audits read months, and find the keys of persons whom entries name.
  await connection.collection(registerKeyCollection).createIndex({ subject: 1 }, {}, {});
  await entries.createIndex({ at: 1, _id: 1 }, {}, {});
}

async function orUnavailable<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (cause) {
    throw new GatewayError("REGISTER_UNAVAILABLE", { cause });
  }
}
