import { spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

/** Folder of the checkout, with a slash at the end. */
export const root = fileURLToPath(new URL("../", import.meta.url));

/** Runs a command in our terminal, passes signals on, waits for it, and answers its exit code (128 + n for signal n). */
export function run(command, args, { cwd = process.cwd(), env = {} } = {}) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: "inherit" });
  const forward = (signal) => {
    // A terminal sends Ctrl-C to parent and child alike; twice would look like impatience.
    if (signal === "SIGINT" && process.stdin.isTTY) return;
    child.kill(signal);
  };
  process.on("SIGINT", forward).on("SIGTERM", forward);
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(`无法运行 ${command} / cannot run ${command}: ${error.message}`);
      resolve(127);
    });
    child.on("exit", (code, signal) => {
      process.off("SIGINT", forward).off("SIGTERM", forward);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}
