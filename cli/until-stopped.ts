/** Waits for Ctrl-C or SIGTERM, then closes; a second signal while closing is ignored. */
export async function serveUntilStopped(server: { close(): Promise<void> }): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, resolve);
  });
  await server.close();
}
