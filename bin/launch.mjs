#!/usr/bin/env node
/**
 * Entry of the npm scripts: `node bin/launch.mjs <task> [args…]`. Uses nothing but Node, so that it runs on a machine
 * where nothing is installed yet. A task that is not in tasks.mjs is a command of `fengcha`, such as `up`.
 */
import { prepare } from "./prepare.mjs";
import { runFengcha, tasks } from "./tasks.mjs";

const [task = "", ...args] = process.argv.slice(2);
await prepare();
process.exitCode = Object.hasOwn(tasks, task)
  ? await tasks[task](args)
  : await runFengcha(process.argv.slice(2));
