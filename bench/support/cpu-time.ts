import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** CPU time that processes have used since they started, all threads, user and system together, in milliseconds. Linux only. */
export function readCpuMs(pids: readonly number[]): number {
  return pids.reduce((total, pid) => total + ticksOf(pid), 0) * (1000 / ticksPerSecond);
}

function ticksOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name in brackets may hold spaces; after it comes the state, and utime and stime eleven fields on.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}
