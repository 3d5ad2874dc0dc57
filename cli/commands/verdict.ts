import { InvalidArgumentError, Option, type Command } from "commander";
import { describeMiss } from "../../subgraphs/credit-office/verdict/describe-miss.js";
import { builtIn, readCatalogue } from "../catalogue/read-catalogue.js";
import { readInstant } from "../feeds/read-instant.js";
import { readWrittenRecords } from "../verdict/read-written-records.js";
import { renderTrial } from "../verdict/trace-table.js";
import { tryVerdict } from "../verdict/try-verdict.js";

interface TryOptions {
  readonly matter: string;
  readonly kind: "ENTERPRISE" | "PERSON";
  readonly record: readonly string[];
  readonly asOf?: Date;
  readonly catalogue: string;
  readonly json?: true;
}

/** `fengcha verdict try`: what the catalogue would say about hypothetical records, rule by rule. */
export function addVerdict(program: Command): void {
  program
    .command("verdict")
    .description("判定 (the verdict)")
    .command("try")
    .description("试判：假设的记录会得到什么判定，逐行说明 (a verdict on hypothetical records, rule by rule)")
    .requiredOption("--matter <code>", "事项编码 (matter), e.g. PROCUREMENT_BID")
    .addOption(
      new Option("--kind <kind>", "主体类别 (kind of subject)")
        .choices(["ENTERPRISE", "PERSON"])
        .makeOptionMandatory(),
    )
    .option("--record <json>", "假设的记录：JSON 或文件，可多次 (JSON or a file; repeatable)", collect, [])
    .option("--as-of <time>", "核查时点，默认当前 (as of; now by default)", parseInstant)
    .option("--catalogue <folder>", "清单文件夹；- 为程序自带的 (catalogue folder)", builtIn)
    .option("--json", "输出 JSON (print JSON)")
    .action(runTrial);
}

function runTrial({ matter, kind, record, asOf, catalogue: folder, json }: TryOptions): void {
  const catalogue = readCatalogue(folder);
  const trial = tryVerdict({
    catalogue,
    matter,
    kind: kind === "PERSON" ? "PERSON" : "ORGANISATION",
    written: record.flatMap(readWrittenRecords),
    asOf: asOf ?? new Date(),
  });
  if (!json) {
    console.log(`事项 ${matter}　清单版本 ${catalogue.version}`);
    console.log(renderTrial(trial));
    return;
  }
  const { verdict, rows } = trial.trace;
  const shown = {
    catalogueVersion: catalogue.version,
    verdict,
    records: trial.records,
    rows: rows.map(({ row, applied, missed }) => ({
      ruleId: row.id,
      measure: row.measure,
      applied,
      missed: missed.map((miss) => ({ ...miss, text: describeMiss(miss) })),
    })),
  };
  console.log(JSON.stringify(shown, null, 2));
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

function parseInstant(text: string): Date {
  const instant = readInstant(text, "END");
  if (instant) return instant;
  throw new InvalidArgumentError("应为日期或时间，如 2026-11-21 或 2026-11-21T09:00:00+08:00 (a time)");
}
