import type { RecordInView } from "../../kernel/record.js";
import { numberOf, ofType, presentOf, textOf } from "../kit/detail.js";
import { toPenalty } from "../kit/penalty.js";
import { environmentItems } from "./record.js";
import type { EcologyCredit, EcologyItem, EcologyPermit, EcologyRating } from "./types.js";

/** A subject's records → its file as callers see it. */
export function toEcologyCredit(records: readonly RecordInView[]): EcologyCredit {
  const rating = presentOf(records, "ENV_GRADE");
  return {
    rating: rating ? toRating(rating) : null,
    permits: ofType(records, "ENV_PERMIT").map(toPermit),
    penalties: ofType(records, "PENALTY").map(toPenalty),
  };
}

function toRating(record: RecordInView): EcologyRating {
  return {
    recordId: record.recordId,
    colour: textOf(record, "colour"),
    score: numberOf(record, "score"),
    ratedOn: textOf(record, "ratedOn"),
    items: itemsOf(record),
  };
}

function itemsOf({ facts }: RecordInView): EcologyItem[] | null {
  const items = environmentItems.safeParse(facts["items"]);
  return items.success ? items.data : null;
}

function toPermit(record: RecordInView): EcologyPermit {
  return {
    recordId: record.recordId,
    number: textOf(record, "number"),
    validTo: textOf(record, "validTo"),
    // The status as collected does not know of the days that have passed since.
    status: record.status === "EXPIRED" ? "已过期" : textOf(record, "status"),
  };
}
