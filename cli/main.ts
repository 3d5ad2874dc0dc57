import "reflect-metadata";
import { Command, CommanderError } from "commander";
import { addAudit } from "./commands/audit.js";
import { addAuthorities } from "./commands/authorities.js";
import { addCalendar } from "./commands/calendar.js";
import { addCases } from "./commands/cases.js";
import { addCatalogue } from "./commands/catalogue.js";
import { addCheck } from "./commands/check.js";
import { addGateway } from "./commands/gateway.js";
import { addGrants } from "./commands/grants.js";
import { addKeys } from "./commands/keys.js";
import { addSchema } from "./commands/schema.js";
import { addRegister } from "./commands/register.js";
import { addSeed } from "./commands/seed.js";
import { addSubgraph } from "./commands/subgraph.js";
import { addToken } from "./commands/token.js";
import { addUp } from "./commands/up.js";
import { addVerdict } from "./commands/verdict.js";
import { exitCodes } from "./exit-codes.js";

const program = new Command("fengcha")
  .description("逢查：跨部门信用核查网关\nCross-department credit checks, one federated query")
  .configureHelp({ showGlobalOptions: true, helpWidth: 110 })
  .helpOption("-h, --help", "显示帮助 (show help)")
  .helpCommand("help [command]", "显示某个命令的帮助 (help for a command)")
  .addHelpText(
    "after",
    "\n退出码 (exit codes): 0 已答复；1 被拒绝或失败；2 用法错误；check 的判定为 HOLD、INCOMPLETE 或 MANUAL 时为 3",
  )
  .exitOverride();

for (const add of [
  addUp,
  addCheck,
  addToken,
  addCases,
  addSeed,
  addSubgraph,
  addGateway,
  addGrants,
  addAuthorities,
  addKeys,
  addRegister,
  addSchema,
  addAudit,
  addCalendar,
  addCatalogue,
  addVerdict,
])
  add(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Commander has told its own errors already; ours are one Chinese sentence, never a stack trace. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.answered : exitCodes.wrongUse;
  console.error(error instanceof Error ? error.message : String(error));
  return exitCodes.failed;
}
