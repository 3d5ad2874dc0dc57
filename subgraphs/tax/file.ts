import type { RecordInView } from "../../kernel/record.js";
import { isInForce, numberOf, ofType, presentOf, textOf } from "../kit/detail.js";
import { toPenalty } from "../kit/penalty.js";
import type { TaxAbnormal, TaxArrears, TaxCredit, TaxRating, TaxSeriousViolation } from "./types.js";

/** A subject's records → its file as callers see it. */
export function toTaxCredit(records: readonly RecordInView[]): TaxCredit {
  const rating = presentOf(records, "TAX_CREDIT");
  return {
    rating: rating ? toRating(rating) : null,
    ratings: ofType(records, "TAX_CREDIT").map(toRating),
    seriousViolations: ofType(records, "TAX_SERIOUS").map(toSeriousViolation),
    arrears: ofType(records, "TAX_ARREARS").map(toArrears),
    abnormal: ofType(records, "TAX_ABNORMAL").map(toAbnormal),
    penalties: ofType(records, "PENALTY").map(toPenalty),
  };
}

function toRating(record: RecordInView): TaxRating {
  return {
    recordId: record.recordId,
    year: numberOf(record, "year"),
    grade: textOf(record, "grade"),
    score: numberOf(record, "score"),
  };
}

function toSeriousViolation(record: RecordInView): TaxSeriousViolation {
  return {
    recordId: record.recordId,
    documentNumber: record.documentNo ?? null,
    caseKind: textOf(record, "caseKind"),
    amount: textOf(record, "amount"),
    decidedOn: record.decidedOn,
    until: record.until ?? null,
    inForce: isInForce(record),
  };
}

function toArrears(record: RecordInView): TaxArrears {
  return {
    recordId: record.recordId,
    taxKind: textOf(record, "taxKind"),
    balance: textOf(record, "balance"),
    noticeDate: textOf(record, "noticeDate"),
    inForce: isInForce(record),
  };
}

function toAbnormal(record: RecordInView): TaxAbnormal {
  return { recordId: record.recordId, since: textOf(record, "since"), inForce: isInForce(record) };
}
