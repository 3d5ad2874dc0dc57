import type { AuditedLook } from "./audited-look.js";
import type { AuditLine } from "./audit-report.js";

/** Looks counted by some name: unit, role or matter. */
export type Lines = Map<string | null, { -readonly [Key in keyof AuditLine]: AuditLine[Key] }>;

/** What a look counts, whatever it is counted by. */
export type LineCounts = Omit<AuditLine, "name">;

export function countsOf(look: AuditedLook): LineCounts {
  return {
    requests: 1,
    looks: look.subjects.length,
    refused: look.ending === "REFUSED" ? 1 : 0,
    abandoned: look.ending === "ABANDONED" ? 1 : 0,
  };
}

export function addToLine(lines: Lines, name: string | null, counts: LineCounts): void {
  const line = lines.get(name) ?? { name, requests: 0, looks: 0, refused: 0, abandoned: 0 };
  line.requests += counts.requests;
  line.looks += counts.looks;
  line.refused += counts.refused;
  line.abandoned += counts.abandoned;
  lines.set(name, line);
}

export function appendLines(lines: Lines, later: Lines): void {
  for (const { name, ...counts } of later.values()) addToLine(lines, name, counts);
}

/** The most requests first, then by name. */
export function sortLines(lines: Lines): AuditLine[] {
  return [...lines.values()].sort(
    (a, b) => b.requests - a.requests || (a.name ?? "").localeCompare(b.name ?? "", "zh"),
  );
}
