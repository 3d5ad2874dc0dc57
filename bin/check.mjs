import { join } from "node:path";
import { root, run } from "./run.mjs";

const folders = ["gateway", "subgraphs", "schema", "kernel", "cli"];
const steps = [
  ["eslint", "--max-warnings", "0", "."],
  ["prettier", "--check", "."],
  ["tsc", "-p", "."],
  ["depcruise", "--config", ".dependency-cruiser.cjs", ...folders],
  ["knip"],
  ["tsx", "schema/generate.ts", "--check"],
];

/** Every check, one after the other, also after one has failed; 1 when any failed. */
export async function check() {
  const results = [];
  for (const [name, ...args] of steps) {
    const label = name === "tsx" ? "schema --check" : name;
    console.log(`\n▶ ${label}`);
    const startedAt = Date.now();
    const code = await runTool(name, args);
    results.push({ label, code, seconds: ((Date.now() - startedAt) / 1000).toFixed(1) });
    if (code > 128) break; // interrupted
  }
  console.log();
  for (const { label, code, seconds } of results) {
    console.log(`${code === 0 ? "✔ 通过" : "✘ 未通过"}  ${label}  ${seconds} s`);
  }
  return results.every(({ code }) => code === 0) ? 0 : 1;
}

/** Mends what tools can mend by themselves. */
export async function fix() {
  const eslint = await runTool("eslint", ["--fix", "."]);
  const prettier = await runTool("prettier", ["--write", "--log-level", "warn", "."]);
  return Math.max(eslint, prettier);
}

function runTool(name, args) {
  return run(process.execPath, [join(root, "node_modules/.bin", name), ...args], { cwd: root });
}
