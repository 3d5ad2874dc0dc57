import { readFileSync } from "node:fs";
import { InvalidArgumentError, type Command } from "commander";
import { parseIdentifier } from "../../kernel/identifier.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { demoRoles } from "../../gateway/identity/development-token.js";
import { checkAnswerSchema, checkQuery } from "../check-answer.js";
import { askGateway } from "../client.js";
import { tokenFor } from "../demo-token.js";
import { exitCodes } from "../exit-codes.js";
import { readSettings } from "../settings.js";
import { renderCheck } from "../terminal/check-table.js";

interface CheckOptions {
  readonly matter: string;
  readonly case: string;
  readonly file?: string;
  readonly role: string;
  readonly json?: true;
}

/** `fengcha check`: one check, as a client of the gateway. */
export function addCheck(program: Command): void {
  program
    .command("check")
    .description("核查一个或多个主体 (check one or more subjects)")
    .argument(
      "[identifier...]",
      "统一社会信用代码 (USCC; natural persons only by --file or standard input)",
      refusePersons,
    )
    .requiredOption("--matter <code>", "事项编码 (matter), e.g. PROCUREMENT_BID")
    .requiredOption("--case <number>", "办件编号 (case number)")
    .option(
      "--file <path>",
      "从文件读取代码，每行一个；未给代码或为 - 时读标准输入 (identifiers from a file; - or none: standard input)",
    )
    .option(
      "--role <role>",
      `未设 FENGCHA_TOKEN 时的演示角色 (demo role): ${demoRoles.join(", ")}`,
      "officer",
    )
    .option("--json", "输出 JSON (print JSON)")
    .action(async (identifiers: readonly string[] | undefined, options: CheckOptions, command: Command) => {
      const file = options.file ?? (identifiers?.length || process.stdin.isTTY ? undefined : "-");
      const subjects = [...(identifiers ?? []), ...(file === undefined ? [] : readIdentifiers(file))];
      if (subjects.length === 0)
        command.error("请给出至少一个代码，或用 --file 读取 (no identifier given)", {
          exitCode: exitCodes.wrongUse,
        });
      process.exitCode = await check(subjects, options);
    });
}

async function check(subjects: readonly string[], options: CheckOptions): Promise<number> {
  const settings = readSettings(process.env);
  const token = tokenFor(settings, options.role);
  const input = { matter: options.matter, caseNumber: options.case, subjects };
  const answer = await askGateway({ url: settings.url, token }, checkQuery, { input });
  if (options.json) console.log(JSON.stringify(answer, null, 2));
  const found = answer.data?.["check"];
  if (found === null || found === undefined) {
    if (!options.json) for (const { message } of answer.errors ?? []) console.error(message);
    return exitCodes.failed;
  }
  const checked = checkAnswerSchema.parse(found);
  if (!options.json) console.log(renderCheck(checked));
  return ["HOLD", "INCOMPLETE", "MANUAL"].includes(checked.decision) ? exitCodes.stopped : exitCodes.answered;
}

/** A natural person's number on the command line would stand in the shell's history and the list of processes. */
function refusePersons(written: string, earlier: readonly string[] | undefined): readonly string[] {
  const parsed = parseIdentifier(written, shanghaiDayOf(new Date()));
  const looksLikePerson = parsed.ok
    ? parsed.kind === "PERSON"
    : /^\d{15}$|^\d{17}[\dX]$/i.test(written.trim());
  if (looksLikePerson) {
    throw new InvalidArgumentError(
      "公民身份号码不能写在命令行上，请用 --file 文件，或 --file - 从标准输入读取",
    );
  }
  return [...(earlier ?? []), written];
}

function readIdentifiers(path: string): string[] {
  const text = readFileSync(path === "-" ? 0 : path, "utf8");
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
