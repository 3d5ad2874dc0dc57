import { spawn } from "node:child_process";
import { constants } from "node:os";
import { clearInterval, setInterval } from "node:timers";
import { fileURLToPath } from "node:url";

/** Folder of the checkout, with a slash at the end. */
export const root = fileURLToPath(new URL("../", import.meta.url));

/** Runs a command in our terminal, passes signals on, waits for it, and answers its exit code (128 + n for signal n). */
export function run(command, args, { cwd = process.cwd(), env = {} } = {}) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: "inherit" });
  const stopForwarding = forwardSignals(child);
  return new Promise((resolve) => {
    child.on("error", (error) => {
      stopForwarding();
      console.error(`无法运行 ${command} / cannot run ${command}: ${error.message}`);
      resolve(127);
    });
    child.on("exit", (code, signal) => {
      stopForwarding();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

function forwardSignals(child) {
  const forward = (signal) => {
    // A terminal sends Ctrl-C to parent and child alike; twice would look like impatience.
    if (signal === "SIGINT" && process.stdin.isTTY) return;
    child.kill(signal);
  };
  process.on("SIGINT", forward).on("SIGTERM", forward);
  const stopWatching = process.env.npm_lifecycle_event ? watchParent(() => child.kill("SIGTERM")) : () => {};
  return () => {
    process.off("SIGINT", forward).off("SIGTERM", forward);
    stopWatching();
  };
}

/** When npm is killed it takes its shell with it but never tells us; we notice that our parent has changed. */
function watchParent(onGone) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, 500);
  return () => clearInterval(timer);
}
