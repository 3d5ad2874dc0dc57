import type { RecordInView } from "../../kernel/record.js";
import { isInForce, numberOf, ofType, presentOf, textOf } from "../kit/detail.js";
import { toPenalty } from "../kit/penalty.js";
import type {
  HrssCredit,
  LabourGrade,
  LabourViolation,
  SocialInsurance,
  WageArrearsListing,
} from "./types.js";

/** A subject's records → its file as callers see it. */
export function toHrssCredit(records: readonly RecordInView[]): HrssCredit {
  const grade = presentOf(records, "HR_GRADE");
  const socialInsurance = presentOf(records, "HR_SOCIAL");
  return {
    wageArrearsListings: ofType(records, "HR_WAGE_LIST").map(toWageArrears),
    majorViolations: ofType(records, "HR_MAJOR").map(toViolation),
    grade: grade ? toGrade(grade) : null,
    socialInsurance: socialInsurance ? toSocialInsurance(socialInsurance) : null,
    penalties: ofType(records, "PENALTY").map(toPenalty),
  };
}

function toWageArrears(record: RecordInView): WageArrearsListing {
  return {
    recordId: record.recordId,
    amount: textOf(record, "amount"),
    workers: numberOf(record, "workers"),
    listedOn: textOf(record, "listedOn"),
    until: record.until ?? null,
    inForce: isInForce(record),
  };
}

function toViolation(record: RecordInView): LabourViolation {
  return {
    recordId: record.recordId,
    kind: textOf(record, "kind"),
    publishedOn: textOf(record, "publishedOn"),
    inForce: isInForce(record),
  };
}

function toGrade(record: RecordInView): LabourGrade {
  return { recordId: record.recordId, year: numberOf(record, "year"), grade: textOf(record, "grade") };
}

function toSocialInsurance(record: RecordInView): SocialInsurance {
  return {
    recordId: record.recordId,
    status: textOf(record, "status"),
    paidUntil: textOf(record, "paidUntil"),
    arrears: textOf(record, "arrears"),
  };
}
