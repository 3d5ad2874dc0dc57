import { readFileSync } from "node:fs";
import { InvalidArgumentError, type Command } from "commander";
import { demoRoles } from "../../gateway/identity/development-token.js";
import { revokeToken } from "../../gateway/identity/revocations.js";
import { openControlDatabase } from "../control-database.js";
import { mintFor } from "../demo-token.js";
import { exitCodes } from "../exit-codes.js";
import { readSettings } from "../settings.js";

/** `fengcha token`: a demo token, signed by the local development key; `fengcha token revoke`: any token is refused. */
export function addToken(program: Command): void {
  const token = program
    .command("token")
    .description("签发一小时有效的演示令牌，仅供本机开发 (a demo token, for development on this machine)")
    // Required, but not of the command below.
    .option("--role <role>", `角色 (role): ${demoRoles.join(", ")}`)
    .option(
      "--subject-file <path>",
      "角色为本人时，从文件读取其代码；- 为标准输入 (whose token, for the role subject)",
    )
    .action(
      (
        { role, subjectFile }: { readonly role?: string; readonly subjectFile?: string },
        command: Command,
      ) => {
        if (role === undefined)
          command.error(`请用 --role 指定角色 (role is required): ${demoRoles.join(", ")}`, {
            exitCode: exitCodes.wrongUse,
          });
        const subject =
          subjectFile === undefined
            ? undefined
            : readFileSync(subjectFile === "-" ? 0 : subjectFile, "utf8").trim();
        console.log(mintFor(readSettings(process.env), role, subject));
      },
    );
  token
    .command("revoke")
    .description(
      "吊销一个令牌，各网关在一两秒内拒绝它 (revoke a token; gateways refuse it within two seconds)",
    )
    .requiredOption("--id <jti>", "令牌编号，即其 jti (the token's id)")
    .option(
      "--until <time>",
      "令牌的到期时间，ISO 8601；不填则保留到任何令牌都已到期 (when it ends anyway)",
      parseInstant,
    )
    .action(revoke);
}

async function revoke({ id, until }: { readonly id: string; readonly until?: Date }): Promise<void> {
  const control = await openControlDatabase(process.env);
  try {
    await revokeToken(control.connection, { tokenId: id, now: new Date(), until });
  } finally {
    await control.close();
  }
  console.log("已吊销；各网关在一两秒内生效");
}

function parseInstant(text: string): Date {
  const hasZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const instant = new Date(text);
  if (!hasZone || Number.isNaN(instant.getTime()))
    throw new InvalidArgumentError(
      "应为带时区的时间，如 2026-12-31T18:00:00+08:00 (an ISO 8601 time with its zone)",
    );
  return instant;
}
