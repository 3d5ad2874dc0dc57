import type { GraphQLError, GraphQLSchema } from "graphql";
import type { ExecuteSources } from "./execution/execute-sources.js";
import { introspect } from "./execution/introspect.js";
import { responseNameOf } from "./execution/inline-operation.js";
import type { PreparedOperation, PrepareOperation, RawOperation } from "./execution/operations.js";
import type { Caller } from "./identity/caller.js";
import type { PermitLooks } from "./looks/permit-looks.js";
import { recordOutcomes } from "./looks/record-outcomes.js";
import { receiptOf } from "../kernel/receipt.js";
import type { Register } from "./register/register.js";

/** What the way of a query passes through; `app.ts` puts it together. */
export interface Steps {
  readonly schema: GraphQLSchema;
  readonly prepare: PrepareOperation;
  readonly permit: PermitLooks;
  readonly register: Register;
  readonly execute: ExecuteSources;
  /** Milliseconds that only go forward. */
  readonly stopwatch: () => number;
}

export interface Answer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors?: readonly GraphQLError[];
}

/**
 * Answers one operation, root by root. No department is asked before the register holds the intent, and nothing leaves
 * before it holds the outcome; refusals are stored too. A refused root is null beside its error and spoils no other.
 * @throws GatewayError with the code of the step that refused the operation as a whole
 */
export function createAnswer(steps: Steps): (raw: RawOperation, caller: Caller) => Promise<Answer> {
  return async function answer(raw, caller) {
    const startedAt = steps.stopwatch();
    const operation = steps.prepare(raw);
    const { looks, refusals, passportCaller } = await steps.permit(operation, caller);
    const receipts = Object.fromEntries(
      await Promise.all(
        looks.map(async ({ responseName, look }) => [
          responseName,
          receiptOf(look.receipt, await steps.register.recordIntent(look)),
        ]),
      ),
    ) as Record<string, string>;
    const executed = await steps.execute(operation, { caller: passportCaller, receipts });
    const errors = [...refusals, ...executed.errors];
    const durationMs = Math.round(steps.stopwatch() - startedAt);
    await recordOutcomes(looks, { data: executed.data, errors }, durationMs, steps.register);
    const data = inOrder(operation, { ...introspect(operation, steps.schema), ...executed.data });
    return errors.length > 0 ? { data, errors } : { data };
  };
}

/** Root fields in the order in which they were asked for; one without an answer is null. */
function inOrder(
  { roots }: PreparedOperation,
  data: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(roots.map((root) => [responseNameOf(root), data[responseNameOf(root)] ?? null]));
}
