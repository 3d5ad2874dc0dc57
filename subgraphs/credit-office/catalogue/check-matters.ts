import { reaches, type Row } from "./catalogue.js";
import type { Fault } from "./fault.js";
import type { Placed } from "./placed.js";
import type { WrittenMatter } from "./row-schemas.js";

/** What every matter must have: a row at all, and the rows for what a check itself observes. */
export function checkMatters(matters: readonly Placed<WrittenMatter>[], rows: readonly Row[]): Fault[] {
  return matters.flatMap(({ value: matter, file, row }) => {
    const own = rows.filter((each) => each.matter === matter.code);
    const missing = observationsOf(matter, own).filter(
      (type) => !own.some((each) => each.recordTypes.includes(type)),
    );
    return missing.map((type) => ({
      file,
      row,
      problem: `事项 ${matter.code} 没有 ${type} 的行`,
      mend: `请在 general.yaml 的 ${type} 行的 matter 中加上 ${matter.code}`,
    }));
  });
}

function observationsOf(matter: WrittenMatter, own: readonly Row[]): string[] {
  const isForOrganisations = own.some(({ appliesTo }) => reaches(appliesTo, "ORGANISATION"));
  return [
    "NAME_MISMATCH",
    ...(isForOrganisations ? ["NOT_REGISTERED"] : []),
    ...(matter.queryWindow ? ["QUERY_WINDOW"] : []),
  ];
}
