import { displayIdentifier, parseIdentifier } from "../../../kernel/identifier.js";
import { messageOf } from "../../../kernel/error-table.js";
import { maxCheckSubjects, tooManySubjects } from "../../../kernel/limits.js";
import { shanghaiDayOf } from "../../../kernel/shanghai-day.js";
import { mintView } from "../../../kernel/view.js";
import { subgraphError } from "../../kit/subgraph-error.js";
import type { OfficeStore } from "../office-context.js";
import { identify } from "../subjects/identify.js";
import { neededSources, refusalFor } from "../verdict/needs.js";
import { readMatter } from "../matters/read-matter.js";
import type { CheckedSubject, CheckLine, OpenedCheck } from "./check-record.js";
import { readAsOf } from "./read-as-of.js";
import type { CheckInput } from "./types.js";

/** Who asks, and under which receipt. */
export interface CheckRequest {
  readonly input: CheckInput;
  readonly receipt: string;
  readonly unit: string;
  /** The window of the case, when it carries one. */
  readonly window: OpenedCheck["window"];
  readonly now: Date;
}

/**
 * Identifies the subjects of a check and mints the view under which the departments will be asked. A malformed
 * identifier, or a subject that the matter is not for, becomes a problem of its own line and no department is asked
 * about it. @throws a refusal when the input as a whole cannot be checked.
 */
export async function openCheck(request: CheckRequest, store: OfficeStore): Promise<OpenedCheck> {
  const { input, receipt, unit, window, now } = request;
  const matter = readMatter(store.catalogue, input, "input");
  const { asOf, historical } = readAsOf(input.asOf ?? null, now);
  const written = readWritten(input);
  const identified = await identifyAll(written, store, asOf);
  const subjects: CheckedSubject[] = [];
  const positions = new Map<string, number>();
  const lines = identified.map((found, index): CheckLine => {
    const display = displayIdentifier(written[index] ?? "");
    if ("problem" in found) return { display, subject: null, problem: found.problem };
    const refusal = refusalFor(matter, found.kind);
    if (refusal) return { display, subject: null, problem: { code: refusal, message: messageOf(refusal) } };
    const position = positions.get(found.subjectId) ?? subjects.push(found) - 1;
    positions.set(found.subjectId, position);
    return { display, subject: position, problem: null };
  });
  refuseWhenNobodyFits(lines);
  const needs = neededSources(store.catalogue, matter.code, shanghaiDayOf(asOf));
  return {
    receipt,
    unit,
    matter: matter.code,
    caseNumber: input.caseNumber.trim(),
    window,
    asOf: asOf.toISOString(),
    historical,
    catalogueVersion: store.catalogue.version,
    lines,
    subjects,
    groups: readGroups(input, written),
    view: mintView(
      { receipt, purpose: "CHECK", matter: matter.code, asOf: asOf.toISOString(), needs },
      store.keys.view,
    ),
  };
}

/** All identifiers of a check as written: the list, and after it group members that it does not name. */
function readWritten(input: CheckInput): string[] {
  const members = (input.groups ?? []).flatMap((group) => group.members);
  const listed = new Set(input.subjects);
  const added = new Set(members.filter((member) => !listed.has(member)));
  const count = input.subjects.length + added.size;
  if (count === 0) throw subgraphError("SUBJECTS_REQUIRED", "input.subjects 为空");
  if (count > maxCheckSubjects) throw subgraphError("TOO_MANY_SUBJECTS", tooManySubjects(count));
  return [...input.subjects, ...added];
}

function readGroups(input: CheckInput, written: readonly string[]): OpenedCheck["groups"] {
  const names = new Set<string>();
  return (input.groups ?? []).map(({ name, members }, index) => {
    const place = `input.groups[${index}]`;
    const trimmed = name.trim();
    if (!trimmed) throw subgraphError("GROUP_INVALID", `${place}.name 为空，请填写联合体名称`);
    if (names.has(trimmed))
      throw subgraphError("GROUP_INVALID", `${place}.name 与前面的联合体重名，请改用不同名称`);
    if (members.length === 0) throw subgraphError("GROUP_INVALID", `${place}.members 为空，请填写成员代码`);
    names.add(trimmed);
    return { name: trimmed, lines: members.map((member) => written.indexOf(member)) };
  });
}

type Identified = CheckedSubject | { readonly problem: NonNullable<CheckLine["problem"]> };

async function identifyAll(
  written: readonly string[],
  store: OfficeStore,
  asOf: Date,
): Promise<Identified[]> {
  return await Promise.all(written.map((text) => identifyLine(text, store, asOf)));
}

async function identifyLine(text: string, store: OfficeStore, asOf: Date): Promise<Identified> {
  const parsed = parseIdentifier(text, shanghaiDayOf(asOf));
  if (!parsed.ok) return { problem: { code: parsed.code, message: parsed.message } };
  return await identify(parsed, store);
}

/** A check of nobody whom the matter is for is refused as a whole; one such line among others is that line's problem. */
function refuseWhenNobodyFits(lines: readonly CheckLine[]): void {
  const codes = new Set(lines.map(({ problem }) => problem?.code));
  for (const code of ["MATTER_NOT_FOR_PERSONS", "MATTER_NOT_FOR_ORGANISATIONS"] as const) {
    if (codes.size === 1 && codes.has(code)) throw subgraphError(code, "input.subjects，请改选适用的事项");
  }
}
