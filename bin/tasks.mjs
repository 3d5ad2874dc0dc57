import { readdirSync } from "node:fs";
import { join } from "node:path";
import { check, fix } from "./check.mjs";
import { root, run } from "./run.mjs";

const node = process.execPath;

/** What npm scripts may ask for beside the commands of `fengcha`. Each takes its arguments and answers an exit code. */
export const tasks = {
  /** All tests, or those whose path matches an argument. */
  test: (args) => runJest(args),
  /** Proofs of README promises that take long: test/prove/NAME.prove.ts, or all. */
  prove: (args) => runJest([...args, "--testMatch=<rootDir>/test/prove/**/*.prove.ts"]),
  check,
  fix,
  /** Writes the generated schema files; `--check` only compares. */
  schema: (args) => runTypeScript("schema/generate.ts", args, { cwd: root }),
  /** `bench NAME`: bench/NAME.ts. */
  bench: runBench,
};

/** A command of `fengcha`; works on the caller's folder, so that relative paths mean what the caller means. */
export function runFengcha(args) {
  return runTypeScript("cli/main.ts", args);
}

function runTypeScript(file, args, options = {}) {
  const env = { APOLLO_TELEMETRY_DISABLED: "true", TSX_TSCONFIG_PATH: join(root, "tsconfig.json") };
  const flags = ["--max-semi-space-size=128", "--import", import.meta.resolve("tsx")];
  return run(node, [...flags, join(root, file), ...args], { ...options, env });
}

async function runJest(args) {
  const prepared = await run(node, [join(root, "cli/system-packages.mjs")]);
  if (prepared !== 0) return prepared;
  const flags = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
  return run(node, [...flags, join(root, "node_modules/jest/bin/jest.js"), ...args], { cwd: root });
}

function runBench([name, ...args]) {
  const names = readdirSync(join(root, "bench"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3));
  if (names.includes(name)) return runTypeScript(`bench/${name}.ts`, args, { cwd: root });
  console.error("用法：npm run bench NAME，NAME 为下列之一 / usage: npm run bench NAME, one of:");
  for (const each of names) console.error(`  ${each}`);
  return 2;
}
