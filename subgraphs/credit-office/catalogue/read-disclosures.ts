import type { SourceName } from "../../../schema/departments.js";
import type { FileFields } from "../../../schema/file-fields.js";
import type { Disclosure, Row } from "./catalogue.js";
import { checkDisclosure, coordinatesOf } from "./check-disclosure.js";
import type { RowFault } from "./check-row.js";
import type { Fault } from "./fault.js";
import { parseAll, reportFaults, withoutRepeats, type Placed } from "./placed.js";
import type { NamedFile } from "./read-files.js";
import { recordTypes } from "./record-types.js";
import { disclosureSchema, type WrittenDisclosure, type WrittenMatter } from "./row-schemas.js";

/** The disclosure lists as written, one a matter. */
export function readDisclosures(files: readonly NamedFile[], faults: Fault[]): Placed<WrittenDisclosure>[] {
  const placed = files.flatMap(({ file, disclosures }) =>
    parseAll(file, disclosures, { key: "matter", schema: disclosureSchema }, faults),
  );
  return withoutRepeats(placed, ({ matter }) => matter, faults, "matter");
}

/** What is wrong with the lists, each by itself and beside the matters: every matter has exactly one. */
export function checkDisclosures(
  placed: readonly Placed<WrittenDisclosure>[],
  catalogue: {
    readonly matters: readonly Placed<WrittenMatter>[];
    readonly rows: readonly Row[];
    readonly fileFields: FileFields;
  },
): Fault[] {
  const faults: Fault[] = [];
  const { matters, rows, fileFields } = catalogue;
  const codes = new Set(matters.map(({ value }) => value.code));
  for (const each of placed) {
    const { matter } = each.value;
    const found = codes.has(matter)
      ? checkDisclosure(each.value, { fileFields, needs: needsOf(matter, rows) })
      : [unknownMatter(matter)];
    reportFaults(found, each, faults);
  }
  const listed = new Set(placed.map(({ value }) => value.matter));
  const unlisted = matters.filter(({ value }) => !listed.has(value.code));
  return [
    ...faults,
    ...unlisted.map(({ value, file, row }) => ({
      file,
      row,
      problem: `事项 ${value.code} 没有披露清单`,
      mend: `请在 disclosure 文件夹中为 ${value.code} 写明须披露的字段`,
    })),
  ];
}

export function toDisclosure({ matter, fields, masked }: WrittenDisclosure): Disclosure {
  return { matter, disclosed: coordinatesOf(fields).sort(), masked: coordinatesOf(masked).sort() };
}

function unknownMatter(matter: string): RowFault {
  return {
    field: "matter",
    problem: `没有事项 ${matter}`,
    mend: "请填写 matters 中已有的事项编码，如 PROCUREMENT_BID",
  };
}

/** The sources that rows of the matter ask, on whatever day. */
function needsOf(matter: string, rows: readonly Row[]): ReadonlySet<SourceName> {
  const own = rows.filter((row) => row.matter === matter && row.addsNeed);
  return new Set(
    own.flatMap((row) => row.recordTypes).flatMap((type) => recordTypes.get(type)?.sources ?? []),
  );
}
