import type { RecordEventKind, RecordInView } from "../../kernel/record.js";
import { isInForce, numberOf, ofType, presentOf, textOf, textsOf } from "../kit/detail.js";
import { toPenalty } from "../kit/penalty.js";
import type { AbnormalListing, MarketCredit, MarketHonour, Registration } from "./types.js";

/** A subject's records → its file as callers see it. */
export function toMarketCredit(records: readonly RecordInView[]): MarketCredit {
  const registration = presentOf(records, "MSA_REGISTRATION");
  return {
    registration: registration ? toRegistration(registration) : null,
    abnormalListings: ofType(records, "MSA_ABNORMAL").map(toListing),
    seriousViolations: ofType(records, "MSA_SERIOUS").map(toListing),
    // An honour carries no mark of its end, so one that has ended is not shown.
    honours: ofType(records, "MSA_HONOUR").filter(isInForce).map(toHonour),
    penalties: ofType(records, "PENALTY").map(toPenalty),
  };
}

function toRegistration(record: RecordInView): Registration {
  return {
    recordId: record.recordId,
    name: textOf(record, "name"),
    formerNames: textsOf(record, "formerNames"),
    status: textOf(record, "status"),
    legalRepresentative: textOf(record, "legalRepresentative"),
    registeredOn: textOf(record, "registeredOn"),
    type: textOf(record, "type"),
    region: textOf(record, "region"),
  };
}

/** Both lists show the same of an entry. */
function toListing(record: RecordInView): AbnormalListing {
  return {
    recordId: record.recordId,
    reason: textOf(record, "reason"),
    listedOn: textOf(record, "listedOn"),
    removedOn: textOf(record, "removedOn") ?? dayOf(record, "REMOVED"),
    decidingAuthority: record.decidingAuthority ?? null,
    inForce: isInForce(record),
  };
}

function dayOf({ events }: RecordInView, kind: RecordEventKind): string | null {
  return events.find((event) => event.kind === kind)?.on ?? null;
}

function toHonour(record: RecordInView): MarketHonour {
  return { recordId: record.recordId, award: textOf(record, "award"), year: numberOf(record, "year") };
}
