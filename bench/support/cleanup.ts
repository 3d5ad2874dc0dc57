import { constants } from "node:os";

/** What has to be stopped when a benchmark ends, however it ends; the last one started is stopped first. */
export interface Cleanup {
  /** From here on it will be stopped; at once when stopping has begun already. */
  add(stop: () => Promise<void>): Promise<void>;
  run(): Promise<void>;
}

export function createCleanup(): Cleanup {
  const stops: (() => Promise<void>)[] = [];
  let running: Promise<void> | undefined;
  const drain = async (): Promise<void> => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
  };
  return {
    async add(stop) {
      if (running) await stop();
      else stops.push(stop);
    },
    run: () => (running ??= drain()),
  };
}

/** Runs a benchmark to its end, its failure, or a signal; nothing that it started outlives it. Sets the exit code. */
export async function runWithCleanup(run: (cleanup: Cleanup) => Promise<void>): Promise<void> {
  const cleanup = createCleanup();
  const interruption = new AbortController();
  const interrupt = (signal: "SIGINT" | "SIGTERM"): void => {
    if (interruption.signal.aborted) return;
    interruption.abort();
    console.error(`\n收到 ${signal}，正在停止 (stopping) …`);
    void cleanup.run().then(() => process.exit(128 + constants.signals[signal]));
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    await run(cleanup);
  } catch (error) {
    // What fails once its processes are being stopped has nothing to tell.
    if (!interruption.signal.aborted)
      console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  } finally {
    await cleanup.run();
  }
}
