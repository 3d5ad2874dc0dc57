import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRegister, type Register } from "../../gateway/register/register.js";
import { checkpointCollection, keyIdOf, type Checkpoint } from "../../kernel/checkpoint.js";
import { suites, type SuiteName } from "../../kernel/crypto-suite.js";
import { createLog, type Logger } from "../../kernel/log.js";
import { eventually } from "./eventually.js";
import { openRegisterDatabase, type RegisterDatabase } from "./register-database.js";

/** A register as gateways keep it, without gateways: databases, keys, second places, and any number of writers. */
export interface RegisterSystem {
  readonly database: RegisterDatabase;
  readonly publicKeys: ReadonlyMap<string, KeyObject>;
  readonly publicKey: KeyObject;
  open(
    instance: string,
    options?: { readonly suite?: SuiteName; readonly log?: Logger; readonly file?: string },
  ): Promise<Register>;
  /** Second place of an instance. */
  fileOf(instance: string): string;
  linesOf(instance: string): Checkpoint[];
  /** All checkpoints in the database, in order. */
  checkpoints(): Promise<Checkpoint[]>;
  /** Waits until a checkpoint covers everything that is there now. */
  untilCovered(): Promise<Checkpoint>;
  close(): Promise<void>;
}

export async function startRegisterSystem(): Promise<RegisterSystem> {
  const database = await openRegisterDatabase();
  const folder = mkdtempSync(join(tmpdir(), "fengcha-register-"));
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicKey = createPublicKey(privateKey);
  const fileOf = (instance: string): string => join(folder, `${instance}.jsonl`);
  const stored = database.register.collection<Checkpoint>(checkpointCollection);
  const checkpoints = (): Promise<Checkpoint[]> =>
    stored
      .find({}, { projection: { _id: 0 } })
      .sort({ seq: 1 })
      .toArray();
  return {
    database,
    publicKey,
    publicKeys: new Map([[keyIdOf(publicKey), publicKey]]),
    fileOf,
    checkpoints,
    open: (
      instance,
      { suite = "international", log = createLog({ level: "silent" }), file = fileOf(instance) } = {},
    ) =>
      openRegister({
        register: database.register,
        control: database.control,
        instance,
        leaseMs: 2000,
        suite: suites[suite],
        checkpoints: { privateKey, file },
        log,
        clock: () => new Date(),
        stopwatch: () => performance.now(),
      }),
    linesOf: (instance) =>
      readFileSync(fileOf(instance), "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Checkpoint),
    untilCovered: () =>
      eventually(async () => {
        const last = (await checkpoints()).at(-1);
        const entries = await database.register.collection("register").countDocuments({});
        const covered = (last?.heads ?? []).reduce((total, { seq }) => total + seq, 0);
        if (!last || covered !== entries) throw new Error("not covered yet");
        return last;
      }),
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
