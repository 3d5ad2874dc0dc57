import { describeFinding } from "../../gateway/register/verify/finding.js";
import type { VerificationReport } from "../../gateway/register/verify/verify-register.js";

/** More lines than this nobody reads; `--json` has all. */
const maxLines = 200;

/** A report of the verifier as an auditor reads it. */
export function showReport(report: VerificationReport): string {
  const { chains, entries, checkpoints, uncovered, findings, openIntents } = report;
  const counts = `核对了 ${chains} 条链、${entries} 条登记、${checkpoints} 个检查点`;
  const lines = [counts];
  if (uncovered > 0) lines.push(`其中 ${uncovered} 条在最后的检查点之后，尚待下一个检查点覆盖`);
  lines.push(...few(findings.map(describeFinding)));
  const open = openIntents.map(({ chain, seq, receipt, at, isMarked }) => {
    const mark = isMarked ? "网关中断，已标记" : "尚无结果，未标记（在途，或网关中断后尚未重启）";
    return `有意向无结果：链 ${chain} 第 ${seq} 条，回执 ${receipt}，${at}，${mark}`;
  });
  lines.push(...few(open));
  lines.push(report.isIntact ? "登记完整，未发现改动" : `登记不完整：${findings.length} 处`);
  return lines.join("\n");
}

function few(lines: readonly string[]): string[] {
  const rest = lines.length - maxLines;
  return rest > 0 ? [...lines.slice(0, maxLines), `… 另有 ${rest} 处，用 --json 查看`] : [...lines];
}
