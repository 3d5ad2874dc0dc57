import { Pool } from "undici";

export interface Answered {
  /** Position of the request in the list that the callers go through. */
  readonly request: number;
  readonly status: number;
  readonly body: Buffer;
}

export interface CallersResult {
  readonly answers: readonly Answered[];
  readonly latenciesMs: readonly number[];
  readonly elapsedMs: number;
}

/** An answer that nobody reads yet costs memory only; more than these bytes are not kept waiting. */
const maxBytes = 1_500_000_000;

/**
 * Closed-loop callers: each sends its next request when its last one is answered, all from one list in turn, again and
 * again, for some seconds, at least once. Answers are kept and not looked at, so that the callers take little from what they measure.
 */
export async function runCallers(options: {
  readonly url: string;
  readonly token: string;
  readonly bodies: readonly string[];
  /** Position in `bodies` to begin at. */
  readonly first: number;
  readonly callers: number;
  readonly seconds: number;
}): Promise<CallersResult> {
  const { bodies, callers } = options;
  const { origin, pathname } = new URL(options.url);
  const pool = new Pool(origin, {
    connections: callers,
    pipelining: 1,
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
  });
  const headers = { "content-type": "application/json", authorization: `Bearer ${options.token}` };
  const answers: Answered[] = [];
  const latenciesMs: number[] = [];
  let next = options.first;
  let bytes = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + options.seconds * 1000;
  const call = async (): Promise<void> => {
    do {
      const request = next++ % bodies.length;
      const askedAt = performance.now();
      const response = await pool.request({
        path: pathname,
        method: "POST",
        headers,
        body: bodies[request] ?? "",
      });
      const body = Buffer.from(await response.body.arrayBuffer());
      latenciesMs.push(performance.now() - askedAt);
      answers.push({ request, status: response.statusCode, body });
      bytes += body.length;
    } while (performance.now() < endsAt && bytes < maxBytes);
  };
  try {
    await Promise.all(Array.from({ length: callers }, call));
    return { answers, latenciesMs, elapsedMs: performance.now() - startedAt };
  } finally {
    await pool.close();
  }
}
