import { shanghaiDayOf, startOfDay } from "../../../kernel/shanghai-day.js";
import type { Catalogue } from "../catalogue/catalogue.js";
import { refusalOf, type RegisteredLook } from "../registered-looks/registered-look.js";
import type { NumberedLook } from "./access-log-reader.js";
import { kindsOfFields } from "./field-kinds.js";
import type { AccessEntry } from "./types.js";

/**
 * A look as auditors see it: whole, and at once, also when the subject is told of it later.
 */
export function presentToAuditor(look: NumberedLook, catalogue: Catalogue): AccessEntry {
  const { begun, outcomes, abandoned } = look;
  return {
    ...openPart(look, catalogue),
    receipt: begun.receipt,
    person: begun.person,
    onBehalfOf: begun.onBehalfOf,
    roles: [...begun.roles],
    matter: begun.matter,
    caseNumber: begun.caseNumber,
    caseVerified: begun.caseVerified,
    coordinates: [...shownFields(look)],
    decision: outcomes.at(-1)?.decision ?? null,
    refusal: refusalOf(look),
    abandoned,
    withheldBasis: begun.withheld?.basis ?? null,
    withheldUntil: begun.withheld?.until ?? null,
  };
}

/**
 * A look as the subject sees it: when, who, what for by class, which kinds of fields; never an account, a case or a
 * particular. One that it is told of later keeps its number, its day, and says on which legal basis it waits.
 */
export function presentToSubject(look: NumberedLook, catalogue: Catalogue, now: Date): AccessEntry {
  const { withheld, at } = look.begun;
  if (withheld === null || withheld.until <= now) return { ...openPart(look, catalogue), ...forAuditorsOnly };
  return {
    ...forAuditorsOnly,
    number: look.number,
    at: startOfDay(shanghaiDayOf(at)),
    unit: "依法暂缓告知",
    purpose: withheld.basis,
    fields: [],
    refused: false,
  };
}

type AuditorsPart = Omit<AccessEntry, "number" | "at" | "unit" | "purpose" | "fields" | "refused">;

const forAuditorsOnly: AuditorsPart = {
  receipt: null,
  person: null,
  onBehalfOf: null,
  roles: null,
  matter: null,
  caseNumber: null,
  caseVerified: null,
  coordinates: null,
  decision: null,
  refusal: null,
  abandoned: null,
  withheldBasis: null,
  withheldUntil: null,
};

function openPart(look: NumberedLook, catalogue: Catalogue): Omit<AccessEntry, keyof AuditorsPart> {
  const { begun, number } = look;
  return {
    number,
    at: begun.at,
    unit: begun.unit,
    purpose: purposeOf(look, catalogue),
    fields: kindsOfFields(shownFields(look)),
    refused: refusalOf(look) !== null,
  };
}

/** What was disclosed, as soon as an outcome says so; until then, and for refusals, what was asked for. */
function shownFields(look: RegisteredLook): readonly string[] {
  const { begun, outcomes } = look;
  if (outcomes.length === 0 || refusalOf(look) !== null) return begun.fields;
  return [...new Set(outcomes.flatMap(({ disclosed }) => disclosed))];
}

const purposeZh: Readonly<Record<string, string>> = {
  check: "信用核查",
  checkByReceipt: "查看核查结果",
  subject: "查看信用档案",
  batch: "查看批量审查结果",
  accessLog: "查看查询记录",
};

function purposeOf({ begun }: RegisteredLook, catalogue: Catalogue): string {
  const purpose = purposeZh[begun.field] ?? "其他";
  const matter = catalogue.matters.find(({ code }) => code === begun.matter)?.name;
  return matter === undefined ? purpose : `${purpose}（${matter}）`;
}
