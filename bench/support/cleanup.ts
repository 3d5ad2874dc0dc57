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
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
  ] as const) {
    process.once(signal, () => {
      console.error(`\n收到 ${signal}，正在停止 (stopping) …`);
      void cleanup.run().then(() => process.exit(128 + number));
    });
  }
  try {
    await run(cleanup);
  } catch (error) {
    console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  } finally {
    await cleanup.run();
  }
}
