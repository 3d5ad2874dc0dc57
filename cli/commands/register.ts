import { writeFileSync } from "node:fs";
import { InvalidArgumentError, type Command } from "commander";
import { createEvidence } from "../../gateway/register/evidence.js";
import { eraseSubject } from "../../gateway/register/retention/erase-subject.js";
import { expireSubjects } from "../../gateway/register/retention/expire-subjects.js";
import { openRegisterSource } from "../../gateway/register/verify/register-source.js";
import { verifyRegister } from "../../gateway/register/verify/verify-register.js";
import { suites } from "../../kernel/crypto-suite.js";
import { readSecret } from "../../kernel/key-files.js";
import type { Day } from "../../kernel/record.js";
import { addDays, isDay, startOfDay } from "../../kernel/shanghai-day.js";
import { exitCodes } from "../exit-codes.js";
import { openRegisterDatabase, type OpenRegisterDatabase } from "../register/open-register-database.js";
import { readCheckpointKeys, readCopies } from "../register/read-copies.js";
import { showReport } from "../register/show-report.js";
import { readLines } from "../read-lines.js";
import { readSettings, type Settings } from "../settings.js";

interface VerifyOptions {
  readonly from?: Day;
  readonly to?: Day;
  readonly checkpoints: readonly string[];
  readonly receipt: readonly string[];
  readonly key: readonly string[];
  readonly json?: true;
}

/** `fengcha register`: what an auditor, and whoever erases by law, does with the query register. */
export function addRegister(program: Command): void {
  const register = program
    .command("register")
    .description(
      "查询登记：核验、导出证据、依法删除 (the query register; REGISTER_MONGO_URL, or the embedded one)",
    );
  register
    .command("verify")
    .description("核验登记是否被改动；完整时退出码为 0 (find and name whatever was changed)")
    .option("--from <day>", "起始日 (first day), e.g. 2026-11-01", parseDay)
    .option("--to <day>", "截止日 (last day)", parseDay)
    .option("--checkpoints <file>", "第二处的检查点文件，可多次 (second copy; repeatable)", collect, [])
    .option("--receipt <number>", "调用方留存的回执编号，可多次 (receipt; repeatable)", collect, [])
    .option("--key <file>", "检查点公钥，可多次 (public key; repeatable)", collect, [])
    .option("--json", "输出 JSON (print JSON)")
    .action(async (options: VerifyOptions) => {
      process.exitCode = await withRegister((database, settings) => verify(options, database, settings));
    });
  register
    .command("export")
    .description("导出一次核查的证据，可离线验证 (an evidence package for tools/verify-evidence.mjs)")
    .argument("<receipt>", "回执编号 (receipt number)")
    .requiredOption("--out <file>", "证据文件 (file to write)")
    .option("--key <file>", "检查点公钥，可多次 (public key; repeatable)", collect, [])
    .action(
      async (receipt: string, { out, key }: { readonly out: string; readonly key: readonly string[] }) => {
        await withRegister(async ({ connection }, { keyDir }) => {
          const publicKeys = readCheckpointKeys(key, keyDir);
          const evidence = await createEvidence({
            receipt,
            source: openRegisterSource(connection),
            publicKeys,
          });
          writeFileSync(out, `${JSON.stringify(evidence, null, 2)}\n`);
          console.log(`证据在 ${out}；验证：node tools/verify-evidence.mjs ${out}`);
        });
      },
    );
  register
    .command("erase")
    .description("依法删除自然人在登记中的个人信息：销毁其密钥 (destroy natural persons' keys)")
    .requiredOption(
      "--subject-file <path>",
      "公民身份号码，每行一个；- 为标准输入 (ID numbers; - is standard input)",
    )
    .requiredOption("--basis <text>", "法定依据，写入登记 (legal basis)")
    .action(async ({ subjectFile, basis }: { readonly subjectFile: string; readonly basis: string }) => {
      await withRegister(async ({ connection }, settings) => {
        const registerKey = readSecret(settings.keyDir, "register");
        const why = { basis, at: new Date(), suite: suites[settings.FENGCHA_CRYPTO_SUITE], registerKey };
        const identifiers = readLines(subjectFile);
        let erased = 0;
        for (const identifier of identifiers)
          if (await eraseSubject(connection, identifier, why)) erased += 1;
        console.log(
          `${identifiers.length} 个主体，销毁密钥 ${erased} 个；没有密钥的不曾被查询，或不是自然人`,
        );
      });
    });
  register
    .command("expire")
    .description(
      "销毁登记已过保存期限的自然人的密钥：五年，采购和招标十五年 (destroy keys that have outlived their looks)",
    )
    .option("--dry-run", "只统计，不销毁 (only count)")
    .action(async ({ dryRun }: { readonly dryRun?: true }) => {
      await withRegister(async ({ connection }, { FENGCHA_CRYPTO_SUITE: suite }) => {
        const options = { now: new Date(), suite: suites[suite], isDryRun: dryRun === true };
        const { persons, expired } = await expireSubjects(connection, options);
        console.log(
          `自然人 ${persons} 个，已过保存期限 ${expired} 个${dryRun ? "（未销毁）" : "，密钥已销毁"}`,
        );
      });
    });
}

async function verify(
  { from, to, checkpoints, receipt, key, json }: VerifyOptions,
  { connection, isEmbedded }: OpenRegisterDatabase,
  { keyDir }: Settings,
): Promise<number> {
  const report = await verifyRegister({
    source: openRegisterSource(connection),
    keys: readCheckpointKeys(key, keyDir),
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(to === undefined ? {} : { to: startOfDay(addDays(to, 1)) }),
    copies: readCopies(checkpoints, { isEmbedded, keyDir }),
    receipts: receipt,
  });
  console.log(json ? JSON.stringify(report, null, 2) : showReport(report));
  return report.isIntact ? exitCodes.answered : exitCodes.failed;
}

async function withRegister<Value>(
  work: (database: OpenRegisterDatabase, settings: Settings) => Promise<Value>,
): Promise<Value> {
  const settings = readSettings(process.env);
  const database = await openRegisterDatabase(settings);
  try {
    return await work(database, settings);
  } finally {
    await database.close();
  }
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

function parseDay(text: string): Day {
  if (isDay(text)) return text;
  throw new InvalidArgumentError("应为日期，如 2026-11-21 (a day)");
}
