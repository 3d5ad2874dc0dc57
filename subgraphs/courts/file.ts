import type { RecordInView } from "../../kernel/record.js";
import { isInForce, ofType, textOf } from "../kit/detail.js";
import type {
  Bankruptcy,
  ConsumptionRestriction,
  CourtsCredit,
  DishonestListing,
  Enforcement,
} from "./types.js";

/** A subject's records → its file as callers see it. */
export function toCourtsCredit(records: readonly RecordInView[]): CourtsCredit {
  return {
    dishonestListings: ofType(records, "CT_DISHONEST").map(toDishonest),
    consumptionRestrictions: ofType(records, "CT_CONSUMPTION").map(toRestriction),
    enforcements: ofType(records, "CT_EXECUTED").map(toEnforcement),
    bankruptcies: ofType(records, "CT_BANKRUPT").map(toBankruptcy),
  };
}

function toDishonest(record: RecordInView): DishonestListing {
  return {
    recordId: record.recordId,
    caseNumber: textOf(record, "caseNumber"),
    court: textOf(record, "court"),
    performance: textOf(record, "performance"),
    publishedOn: textOf(record, "publishedOn"),
    until: record.until ?? null,
    inForce: isInForce(record),
  };
}

function toRestriction(record: RecordInView): ConsumptionRestriction {
  return {
    recordId: record.recordId,
    caseNumber: textOf(record, "caseNumber"),
    court: textOf(record, "court"),
    orderedOn: textOf(record, "orderedOn"),
    inForce: isInForce(record),
  };
}

function toEnforcement(record: RecordInView): Enforcement {
  return {
    recordId: record.recordId,
    caseNumber: textOf(record, "caseNumber"),
    court: textOf(record, "court"),
    amount: textOf(record, "amount"),
    filedOn: textOf(record, "filedOn"),
    inForce: isInForce(record),
  };
}

function toBankruptcy(record: RecordInView): Bankruptcy {
  return {
    recordId: record.recordId,
    rulingNumber: textOf(record, "rulingNumber"),
    kind: textOf(record, "kind"),
    approvedOn: textOf(record, "approvedOn"),
    inForce: isInForce(record),
  };
}
