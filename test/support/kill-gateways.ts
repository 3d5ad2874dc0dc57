import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { createConnection } from "mongoose";
import { openRegisterSource } from "../../gateway/register/verify/register-source.js";
import { verifyRegister, type VerificationReport } from "../../gateway/register/verify/verify-register.js";
import { keyIdOf } from "../../kernel/checkpoint.js";
import { readPublicKey } from "../../kernel/key-files.js";
import { parseReceipt } from "../../kernel/receipt.js";
import { registerCollection, type RegisterEntry } from "../../kernel/register-entry.js";
import { checkQuery } from "./check-query.js";
import { startDeployedSystem, type DeployedSystem } from "./deployed-system.js";
import { stream } from "./written-register.js";

export interface KillResult {
  /** Receipts of all checks that were answered. */
  readonly answered: readonly string[];
  /** Of them, those whose outcome the register does not hold. */
  readonly withoutOutcome: readonly string[];
  readonly report: VerificationReport;
}

const callers = 12;

/**
 * Two gateways under load; one of them is killed by -9 at a random moment and started again, many times over. Then both
 * stop, and the register is compared with what callers were told, with its checkpoints, and with both second places.
 */
export async function killGateways(options: {
  readonly kills: number;
  readonly seed: number;
  readonly say?: (line: string) => void;
}): Promise<KillResult> {
  const { kills, say = () => undefined } = options;
  const system = await startDeployedSystem({ deadlineMs: 10_000, gateways: 2, registerLeaseMs: 1000 });
  try {
    const random = createRandom(options.seed);
    const load = startLoad(system);
    for (let kill = 1; kill <= kills; kill += 1) {
      await pause(200 + random() * 1300);
      const gateway = `gateway-${1 + Math.floor(random() * 2)}`;
      await system.killGateway(gateway);
      await system.startGateway(gateway);
      say(`${kill}/${kills} ${gateway} 已强杀并重启，已答复 ${load.answered.length} 次`);
    }
    await load.stop();
    await system.stopGateways();
    return await compare(system, load.answered);
  } finally {
    await system.stop();
  }
}

/** Closed-loop callers; a gateway that is gone is asked again, as a balancer's clients would. */
function startLoad(system: DeployedSystem): { readonly answered: string[]; stop(): Promise<void> } {
  const answered: string[] = [];
  const stopping = new AbortController();
  const urls = [...system.gateways.values()];
  const subjects = system.named("clean").identifiers;
  const call = async (index: number): Promise<void> => {
    const input = { matter: "PROCUREMENT_BID", caseNumber: `CG-2026-${8000 + index}`, subjects };
    while (!stopping.signal.aborted) {
      try {
        const url = urls[index % urls.length] ?? "";
        const answer: { readonly data: unknown } = await system.askAt(url, "procurement", checkQuery, {
          input,
        });
        const { check } = (answer.data ?? {}) as { readonly check?: { readonly receipt: string } | null };
        if (check) answered.push(check.receipt);
      } catch {
        await pause(50); // this gateway was killed a moment ago
      }
    }
  };
  const running = Array.from({ length: callers }, (_, index) => call(index));
  return {
    answered,
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function compare(system: DeployedSystem, answered: readonly string[]): Promise<KillResult> {
  const connection = await createConnection(system.urlOfDatabase("register")).asPromise();
  try {
    const entries = connection.collection<RegisterEntry>(registerCollection);
    const finished = new Set<unknown>(await entries.distinct("receipt", { kind: "OUTCOME" }));
    const key = readPublicKey(system.keyDir, "register-checkpoint");
    const report = await verifyRegister({
      source: openRegisterSource(connection),
      keys: new Map([[keyIdOf(key), key]]),
      copies: [...system.gateways.keys()].map((gateway) => ({
        name: gateway,
        lines: stream(readFileSync(system.checkpointFileOf(gateway), "utf8").split("\n")),
      })),
      receipts: answered,
    });
    const withoutOutcome = answered.filter((receipt) => !finished.has(parseReceipt(receipt)?.base));
    return { answered, withoutOutcome, report };
  } finally {
    await connection.close();
  }
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
