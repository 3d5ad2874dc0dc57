import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { demoRoles } from "../../gateway/identity/development-token.js";
import { mintFor } from "../demo-token.js";
import { readSettings } from "../settings.js";

/** `fengcha token`: a demo token, signed by the local development key. */
export function addToken(program: Command): void {
  program
    .command("token")
    .description("签发一小时有效的演示令牌，仅供本机开发 (a demo token, for development on this machine)")
    .requiredOption("--role <role>", `角色 (role): ${demoRoles.join(", ")}`)
    .option(
      "--subject-file <path>",
      "角色为本人时，从文件读取其代码；- 为标准输入 (whose token, for the role subject)",
    )
    .action(({ role, subjectFile }: { readonly role: string; readonly subjectFile?: string }) => {
      const subject =
        subjectFile === undefined
          ? undefined
          : readFileSync(subjectFile === "-" ? 0 : subjectFile, "utf8").trim();
      console.log(mintFor(readSettings(process.env), role, subject));
    });
}
