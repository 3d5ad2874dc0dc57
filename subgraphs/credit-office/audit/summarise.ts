import type { AuditFinding, AuditFlag, AuditSummary } from "./audit-report.js";
import { subjectsRule, unitsRule, type AuditTally, type CountedKind } from "./audit-tally.js";
import { flagBursts } from "./bursts.js";
import { flagCounts } from "./counts-by-actor.js";
import { flagKindNames, type FlagKind } from "./flag-kinds.js";
import { sortLines } from "./lines.js";
import { flagSubjects } from "./subjects-by-actor.js";
import { flagUnits, shareLookedAt } from "./units-by-subject.js";

/** What a tally says, for people. */
export function summarise(tally: AuditTally): AuditSummary {
  const total = tally.total.get(null);
  return {
    requests: total?.requests ?? 0,
    looks: total?.looks ?? 0,
    refused: total?.refused ?? 0,
    abandoned: total?.abandoned ?? 0,
    underWay: tally.underWay,
    byUnit: sortLines(tally.byUnit),
    byRole: sortLines(tally.byRole),
    byMatter: sortLines(tally.byMatter),
    refusals: [...tally.refusals]
      .map(([code, count]) => ({ code, count }))
      .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code)),
    findings: flagKindNames.map((kind) => findingOf(kind, tally)),
  };
}

function findingOf(kind: FlagKind, tally: AuditTally): AuditFinding {
  const flags = flagsOf(kind, tally).sort(byCount);
  return {
    kind,
    rule: ruleOf(kind, tally),
    gap: gapOf(kind, tally),
    flagged: flags.length,
    flags: flags.slice(0, tally.settings.flagsShown),
  };
}

function flagsOf(kind: FlagKind, tally: AuditTally): AuditFlag[] {
  switch (kind) {
    case "NO_OUTCOME":
    case "NO_CASE":
    case "OUT_OF_HOURS":
    case "SAME_SURNAME":
    case "MANY_REFUSALS":
      return flagCounts(tally.counts[kind], allowedOf(kind, tally));
    case "BURST":
      return flagBursts(tally.bursts);
    case "MANY_SUBJECTS":
      return flagSubjects(tally.subjectsByActor, subjectsRule(tally.settings));
    case "MANY_UNITS":
      return flagUnits(tally.unitsBySubject, unitsRule(tally.settings));
  }
}

function allowedOf(kind: CountedKind, { settings }: AuditTally): number {
  return kind === "MANY_REFUSALS" ? settings.refusalsOfOnePerson : 0;
}

function ruleOf(kind: FlagKind, { settings }: AuditTally): string {
  const { from, to } = settings.workingHours;
  switch (kind) {
    case "NO_OUTCOME":
      return `登记了查询意图，${settings.openMinutes} 分钟后仍无结果`;
    case "NO_CASE":
      return "所填办件未经核实，办件库中至今也没有";
    case "OUT_OF_HOURS":
      return `工作日（含调休）${from}（含）至 ${to}（不含）以外，北京时间`;
    case "SAME_SURNAME":
      return "查询人与被查自然人同姓";
    case "BURST":
      return `同一账号 ${settings.burstMinutes} 分钟内超过 ${settings.burstLooks} 次`;
    case "MANY_SUBJECTS":
      return `同一账号当月查询超过 ${settings.subjectsOfOnePerson} 个不同主体`;
    case "MANY_UNITS":
      return `同一主体当月被超过 ${settings.unitsOfOneSubject} 个单位查询`;
    case "MANY_REFUSALS":
      return `同一账号当月被拒绝超过 ${settings.refusalsOfOnePerson} 次`;
  }
}

function gapOf(kind: FlagKind, tally: AuditTally): string | null {
  if (kind === "NO_CASE") {
    return tally.unfedCases > 0
      ? `无办件库：${tally.unfedCases} 次查询的单位和事项未报送办件，未能核对`
      : null;
  }
  if (kind === "OUT_OF_HOURS") {
    return tally.unknownDays > 0
      ? `工作日历没有当年的节假日和调休：${tally.unknownDays} 次查询只按周一至周五判断`
      : null;
  }
  if (kind === "SAME_SURNAME") {
    return tally.unknownSurnames > 0
      ? `${tally.unknownSurnames} 次查询不知查询人或被查人的姓氏，未能比对`
      : null;
  }
  if (kind === "MANY_UNITS") {
    const share = shareLookedAt(tally.unitsBySubject);
    return share < 1 ? `主体过多，只抽查了其中 ${(share * 100).toPrecision(3)}%` : null;
  }
  return null;
}

function byCount(a: AuditFlag, b: AuditFlag): number {
  return (
    b.count - a.count ||
    (a.unit ?? "").localeCompare(b.unit ?? "", "zh") ||
    (a.account ?? "").localeCompare(b.account ?? "") ||
    (a.receipts[0] ?? "").localeCompare(b.receipts[0] ?? "")
  );
}
