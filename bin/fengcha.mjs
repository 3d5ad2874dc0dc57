#!/usr/bin/env node
/** The `fengcha` command: prepares the checkout as launch.mjs does and hands every argument to cli/main.ts. */
import { prepare } from "./prepare.mjs";
import { runFengcha } from "./tasks.mjs";

await prepare();
process.exitCode = await runFengcha(process.argv.slice(2));
