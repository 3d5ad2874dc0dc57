import type { Command } from "commander";
import { diffCatalogues } from "../../subgraphs/credit-office/catalogue/diff-catalogues.js";
import { checkCatalogue } from "../catalogue/check-catalogue.js";
import { renderDiff } from "../catalogue/diff-table.js";
import { builtIn, readCatalogue } from "../catalogue/read-catalogue.js";
import { exitCodes } from "../exit-codes.js";
import { addSimulate } from "./catalogue-simulate.js";

/** `fengcha catalogue`: what a version of the measure catalogue says and changes, before it is published. */
export function addCatalogue(program: Command): void {
  const catalogue = program
    .command("catalogue")
    .description("措施清单：检查、比较、试算 (the measure catalogue: check, compare, simulate)");
  catalogue
    .command("check")
    .description("检查清单文件夹，列出错误或概要 (check a catalogue folder)")
    .argument("[folder]", "清单文件夹；- 为程序自带的 (folder; - is the built-in one)", builtIn)
    .action((folder: string) => {
      const { text, isSound } = checkCatalogue(folder);
      console.log(text);
      process.exitCode = isSound ? exitCodes.answered : exitCodes.failed;
    });
  catalogue
    .command("diff")
    .description("比较两个清单：增、删、改 (what a new version changes)")
    .argument("<old>", "旧清单文件夹；- 为程序自带的 (old folder; - is the built-in one)")
    .argument("<new>", "新清单文件夹；- 为程序自带的 (new folder; - is the built-in one)")
    .option("--json", "输出 JSON (print JSON)")
    .action((before: string, after: string, { json }: { readonly json?: true }) => {
      const diff = diffCatalogues(readCatalogue(before), readCatalogue(after));
      console.log(json ? JSON.stringify(diff, null, 2) : renderDiff(diff));
    });
  addSimulate(catalogue);
}
