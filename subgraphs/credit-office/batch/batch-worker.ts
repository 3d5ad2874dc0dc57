import type { KeyObject } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";
import { request } from "undici";
import { z } from "zod";
import { signJobToken } from "../../../kernel/job-token.js";
import { decisions, type Decision } from "../verdict/verdict.js";
import type { BatchStore, Chunk } from "./batch-store.js";

export interface BatchWorkerParts {
  readonly batches: BatchStore;
  /** The gateway's GraphQL endpoint: the worker is a client like any other. */
  readonly gatewayUrl: string;
  /** The key to sign with now. */
  readonly jobKey: () => KeyObject;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly idleMs: number;
}

/** Works through the chunks of batches, one check a chunk, until it is closed. */
export function openBatchWorker(parts: BatchWorkerParts): { close(): Promise<void> } {
  const abort = new AbortController();
  const running = work(parts, abort.signal);
  return {
    async close() {
      abort.abort();
      await running;
    },
  };
}

async function work(parts: BatchWorkerParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const didWork = await workOnce(parts, signal);
    if (!didWork) await pause(parts.idleMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
}

/** Answers one chunk; false when there was none, or it could not be answered and waits for its next attempt. */
async function workOnce(parts: BatchWorkerParts, signal: AbortSignal): Promise<boolean> {
  const { batches, clock, log } = parts;
  try {
    const chunk = await batches.claim(clock());
    if (!chunk) return false;
    try {
      await batches.complete(chunk, await checkChunk(chunk, parts, signal));
      return true;
    } catch (error) {
      if (error instanceof RateLimited) {
        await batches.postpone(chunk);
        log.info({ batch: chunk.batchId, chunk: chunk.index }, "chunk.postponed");
        await pause(error.waitMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
        return true;
      }
      log.warn(
        { batch: chunk.batchId, chunk: chunk.index, attempt: chunk.attempt, errorName: nameOf(error) },
        "chunk.failed",
      );
      await batches.fail(chunk);
      return false;
    }
  } catch (error) {
    log.error({ errorName: nameOf(error) }, "batch.workerFailed");
    return false;
  }
}

/** The gateway takes no more looks of this unit, or for this matter, in this minute. */
class RateLimited extends Error {
  readonly waitMs: number;

  constructor(seconds: number) {
    super("the gateway's rate limit is used up");
    this.name = "RateLimited";
    this.waitMs =
      1000 * (Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), maxWaitSeconds) : maxWaitSeconds);
  }
}

/** Limits are by the minute. */
const maxWaitSeconds = 60;

const query = `query BatchChunk($input: CheckInput!) { check(input: $input) { receipt results { decision } } }`;

const answerSchema = z.object({
  data: z.object({
    check: z.object({ receipt: z.string(), results: z.array(z.object({ decision: z.enum(decisions) })) }),
  }),
});

async function checkChunk(
  { matter, caseNumber, subjects, starter }: Chunk,
  { gatewayUrl, jobKey, clock }: BatchWorkerParts,
  signal: AbortSignal,
): Promise<{ receipt: string; decisions: Decision[] }> {
  const response = await request(gatewayUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${signJobToken(starter, clock(), jobKey())}`,
    },
    body: JSON.stringify({ query, variables: { input: { matter, caseNumber, subjects } } }),
    signal,
  });
  if (response.statusCode === 429) {
    await response.body.dump();
    throw new RateLimited(Number(response.headers["retry-after"]));
  }
  const { check } = answerSchema.parse(await response.body.json()).data;
  return { receipt: check.receipt, decisions: check.results.map(({ decision }) => decision) };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
