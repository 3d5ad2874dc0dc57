import { shanghaiDayOf, startOfDay } from "../../kernel/shanghai-day.js";
import type { AuditFlagAnswer, AuditLineAnswer } from "./audit-answer.js";

/** Chinese names of roles by code, as roles.yaml has them. */
export type RoleNames = Readonly<Record<string, string>>;

/** What stands at the head of a line: the name, with its Chinese title where it has one. */
export function nameOfLine({ name, title }: AuditLineAnswer, whenNone: string): string {
  if (name === null) return whenNone;
  return title === null ? name : `${title}（${name}）`;
}

/** Lines of roles with the roles' Chinese names. */
export function withRoleNames(lines: readonly AuditLineAnswer[], roles: RoleNames): AuditLineAnswer[] {
  return lines.map((line) => ({ ...line, title: roles[line.name ?? ""] ?? null }));
}

/** Whom a flag is about. */
export function nameOfFlag({ unit, account }: AuditFlagAnswer): string {
  return unit === null ? "（主体，按回执查对）" : `${unit} ${account ?? ""}`;
}

export function countOfFlag({ count, isEstimate }: AuditFlagAnswer): string {
  return isEstimate ? `约 ${count}` : String(count);
}

/** An instant as people in Shanghai read it: 2026-12-01 09:00. */
export function shanghaiTime(instant: string): string {
  const at = new Date(instant);
  const day = shanghaiDayOf(at);
  const minutes = Math.floor((at.getTime() - startOfDay(day).getTime()) / 60_000);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** 2026-11 as 2026年11月. */
export function monthZh(month: string): string {
  const [year = "", number = ""] = month.split("-");
  return `${year}年${Number(number)}月`;
}
