import Table from "cli-table3";
import type { Command } from "commander";
import { createKeyFiles, readSecret } from "../../kernel/key-files.js";
import { addCasesFeed, addCasesForget } from "./cases-feed.js";
import { namedCases } from "../sample/named-cases.js";
import { readSettings } from "../settings.js";

/** `fengcha cases`: the twelve named cases of the sample data; below it the feed of real ones. */
export function addCases(program: Command): void {
  const command = program
    .command("cases")
    .description("列出示例数据的十二个案例 (the twelve named cases of the sample data)")
    .option("--json", "输出 JSON (print JSON)")
    .action(({ json }: { readonly json?: true }) => {
      const { keyDir } = readSettings(process.env);
      createKeyFiles(keyDir);
      const cases = namedCases(new Date(), readSecret(keyDir, "person"));
      if (json) {
        const shown = cases.map((each) => ({ ...each, subjectIds: undefined }));
        console.log(JSON.stringify(shown, null, 2));
        return;
      }
      const table = new Table({
        head: ["案例", "说明", "代码", "事项", "角色", "预期判定"],
        style: { head: [], border: [] },
      });
      for (const { name, title, identifiers, matter, role, expected } of cases) {
        table.push([name, title, identifiers.join("\n"), matter, role, expected]);
      }
      console.log(table.toString());
    });
  addCasesFeed(command);
  addCasesForget(command);
}
