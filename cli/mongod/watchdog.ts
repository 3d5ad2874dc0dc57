import { spawn } from "node:child_process";
import type { Socket } from "node:net";

/**
 * `read` waits on a pipe that only this process holds. A word means that mongod was stopped in good order; end of
 * file means that this process is gone, kill -9 included.
 */
const script = `
read -r word && exit 0
kill -TERM "$1"
for second in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" || exit 0; sleep 1; done
kill -KILL "$1"
`;

/** Starts a small process that ends mongod should we die without doing so; answers how to dismiss it. */
export function startWatchdog(mongodPid: number): () => void {
  // Detached: Ctrl-C in a terminal reaches the whole process group and must not end the watchdog.
  const watchdog = spawn("/bin/sh", ["-c", script, "fengcha-watchdog", String(mongodPid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watchdog.unref();
  const pipe = watchdog.stdin as Socket;
  pipe.unref();
  // A watchdog that was itself killed has nobody left to warn.
  pipe.on("error", () => undefined);
  watchdog.on("error", () => undefined);
  return () => pipe.end("done\n");
}
