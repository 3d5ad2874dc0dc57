import type { Logger } from "../../kernel/log.js";
import type { Passport } from "../../kernel/passport.js";
import type { SourceName } from "../../schema/departments.js";

/** What one request has served: the receipts of the views that were read for it, each a look that the register holds. */
export interface Served {
  readonly authority: Passport["authority"];
  readonly receipts: ReadonlySet<string>;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}
export type LogServed = (served: Served) => void;

/** A request joins the checks of a moment; what is past this number is counted only. */
const maxReceipts = 100;

/**
 * A department's own trace of what it gave away, to hold against the query register: one line per request, with receipts
 * and never with a subject.
 */
export function createServedLog(source: SourceName, log: Logger): LogServed {
  return ({ authority, receipts, variables }) => {
    const event = events[authority];
    if (event === undefined || receipts.size === 0) return;
    const representations = variables?.["representations"];
    log.info(
      {
        source,
        receipts: [...receipts].slice(0, maxReceipts),
        receiptCount: receipts.size,
        entities: Array.isArray(representations) ? representations.length : 0,
      },
      event,
    );
  };
}

const events: Readonly<Partial<Record<Passport["authority"], string>>> = {
  CHECK: "facts.served",
  DETAIL: "detail.served",
};
