import { subgraphError } from "../../kit/subgraph-error.js";

/**
 * As of when a check looks: now unless it names a moment. The future is refused; the past is marked historical.
 * Who may look at the past is the gateway's to say.
 */
export function readAsOf(
  written: string | null,
  now: Date,
): { readonly asOf: Date; readonly historical: boolean } {
  if (written === null) return { asOf: now, historical: false };
  const asOf = new Date(written);
  if (asOf > now) throw subgraphError("AS_OF_IN_FUTURE", "input.asOf，请改为当前或过去的时刻，或不填");
  return { asOf, historical: asOf < now };
}
