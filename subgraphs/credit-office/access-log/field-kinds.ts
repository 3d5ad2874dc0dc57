import { recordTypes } from "../catalogue/record-types.js";

/**
 * Kinds of what was seen, in Chinese, for schema coordinates: each once, in the order of this file's table. Particulars
 * stay out of it: who reads 失信被执行人 knows enough, and nothing of the case.
 */
export function kindsOfFields(coordinates: readonly string[]): string[] {
  const kinds = new Set<string | null>(coordinates.map(kindOfField));
  return order.filter((kind) => kinds.has(kind));
}

/** The kind of one coordinate; null for what only holds other fields, or tells nothing about a subject. */
export function kindOfField(coordinate: string): string | null {
  const [type = ""] = coordinate.split(".");
  if (coordinate in byField) return byField[coordinate] ?? null;
  return type in byType ? (byType[type] ?? null) : other;
}

const other = "其他信息";
const identity = "主体名称和代码";
const verdict = "核查结论";
const grounds = "核查依据";
const received = "各部门答复情况";
const batch = "批量审查进度";
const looks = "查询记录";
const representative = "法定代表人";
const zhOf = (recordType: string): string => recordTypes.get(recordType)?.zh ?? other;

/** Kinds by type; null where a type only holds others or is about no subject. */
const byType: Readonly<Record<string, string | null>> = {
  Query: null,
  Mutation: null,
  Matter: null,
  AuditReport: null,
  AuditLine: null,
  AuditRefusal: null,
  AuditFinding: null,
  AuditFlag: null,
  AuditChain: null,
  Subject: identity,
  SubjectSuggestion: identity,
  Problem: identity,
  Check: verdict,
  CheckResult: verdict,
  GroupResult: verdict,
  Hit: grounds,
  Incentive: "守信激励",
  Source: received,
  TaxRating: zhOf("TAX_CREDIT"),
  TaxSeriousViolation: zhOf("TAX_SERIOUS"),
  TaxArrears: zhOf("TAX_ARREARS"),
  TaxAbnormal: zhOf("TAX_ABNORMAL"),
  TaxPenalty: zhOf("PENALTY"),
  Registration: zhOf("MSA_REGISTRATION"),
  AbnormalListing: zhOf("MSA_ABNORMAL"),
  MarketSeriousViolation: zhOf("MSA_SERIOUS"),
  MarketHonour: zhOf("MSA_HONOUR"),
  MarketPenalty: zhOf("PENALTY"),
  WageArrearsListing: zhOf("HR_WAGE_LIST"),
  LabourViolation: zhOf("HR_MAJOR"),
  LabourGrade: zhOf("HR_GRADE"),
  SocialInsurance: zhOf("HR_SOCIAL"),
  HrssPenalty: zhOf("PENALTY"),
  EcologyRating: zhOf("ENV_GRADE"),
  EcologyItem: zhOf("ENV_GRADE"),
  EcologyPermit: zhOf("ENV_PERMIT"),
  EcologyPenalty: zhOf("PENALTY"),
  DishonestListing: zhOf("CT_DISHONEST"),
  ConsumptionRestriction: zhOf("CT_CONSUMPTION"),
  Enforcement: zhOf("CT_EXECUTED"),
  Bankruptcy: zhOf("CT_BANKRUPT"),
  Batch: batch,
  BatchResults: batch,
  BatchLook: batch,
  DecisionCount: batch,
  AccessLog: looks,
  AccessEntry: looks,
};

/** Fields that are of another kind than their type, and lists whose mere length would tell something. */
const byField: Readonly<Record<string, string | null>> = {
  "Subject.tax": null,
  "Subject.market": null,
  "Subject.hrss": null,
  "Subject.ecology": null,
  "Subject.courts": null,
  "TaxCredit.rating": zhOf("TAX_CREDIT"),
  "TaxCredit.ratings": zhOf("TAX_CREDIT"),
  "TaxCredit.seriousViolations": zhOf("TAX_SERIOUS"),
  "TaxCredit.arrears": zhOf("TAX_ARREARS"),
  "TaxCredit.abnormal": zhOf("TAX_ABNORMAL"),
  "TaxCredit.penalties": zhOf("PENALTY"),
  "MarketCredit.registration": zhOf("MSA_REGISTRATION"),
  "MarketCredit.abnormalListings": zhOf("MSA_ABNORMAL"),
  "MarketCredit.seriousViolations": zhOf("MSA_SERIOUS"),
  "MarketCredit.honours": zhOf("MSA_HONOUR"),
  "MarketCredit.penalties": zhOf("PENALTY"),
  "Registration.legalRepresentative": representative,
  "HrssCredit.wageArrearsListings": zhOf("HR_WAGE_LIST"),
  "HrssCredit.majorViolations": zhOf("HR_MAJOR"),
  "HrssCredit.grade": zhOf("HR_GRADE"),
  "HrssCredit.socialInsurance": zhOf("HR_SOCIAL"),
  "HrssCredit.penalties": zhOf("PENALTY"),
  "EcologyCredit.rating": zhOf("ENV_GRADE"),
  "EcologyCredit.permits": zhOf("ENV_PERMIT"),
  "EcologyCredit.penalties": zhOf("PENALTY"),
  "CourtsCredit.dishonestListings": zhOf("CT_DISHONEST"),
  "CourtsCredit.consumptionRestrictions": zhOf("CT_CONSUMPTION"),
  "CourtsCredit.enforcements": zhOf("CT_EXECUTED"),
  "CourtsCredit.bankruptcies": zhOf("CT_BANKRUPT"),
  "CheckResult.hits": grounds,
  "CheckResult.sources": received,
  "CheckResult.identifier": identity,
  "CheckResult.subject": identity,
};

const order: readonly string[] = [
  ...new Set([...Object.values(byType), ...Object.values(byField), other]),
].filter((kind) => kind !== null);
