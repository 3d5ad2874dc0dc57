import { GraphQLError, type GraphQLSchema } from "graphql";
import { errorTable } from "../kernel/error-table.js";
import type { Executed, ExecuteSources } from "./execution/execute-sources.js";
import { introspect } from "./execution/introspect.js";
import { responseNameOf } from "./execution/inline-operation.js";
import type {
  PreparedOperation,
  PrepareOperation,
  RawOperation,
  RestrictedRoot,
} from "./execution/operations.js";
import { presentDenials, presentMasked } from "./execution/present-denials.js";
import type { Limited } from "./execution/prune-root.js";
import type { Caller } from "./identity/caller.js";
import type { PermitLooks, PermittedLook } from "./looks/permit-looks.js";
import { recordOutcomes } from "./looks/record-outcomes.js";
import type { Outcome } from "../kernel/register-entry.js";
import { receiptOf } from "../kernel/receipt.js";
import type { Register } from "./register/register.js";

/** What the way of a query passes through; `app.ts` puts it together. */
export interface Steps {
  /** The part of the schema that a caller may use; introspection shows no other. */
  readonly schemaFor: (caller: Caller) => GraphQLSchema;
  readonly prepare: PrepareOperation;
  readonly permit: PermitLooks;
  readonly register: Register;
  readonly execute: ExecuteSources;
  /** Milliseconds that only go forward. */
  readonly stopwatch: () => number;
}

/** What a client may ask of denials: null and an error each, or nothing at all when anything is denied. */
export type OnDenied = "PRUNE" | "REFUSE";

export interface Answer {
  /** Absent when the operation was refused as a whole. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: { readonly disclosure: { readonly masked: readonly Limited[] } };
}

/**
 * Answers one operation, root by root. No department is asked before the register holds the intent, and nothing leaves
 * before it holds the outcome; refusals are stored too. A refused root is null beside its error and spoils no other; a
 * denied field is never fetched.
 * @throws GatewayError with the code of the step that refused the operation as a whole
 */
export function createAnswer(
  steps: Steps,
): (raw: RawOperation, caller: Caller, onDenied: OnDenied) => Promise<Answer> {
  const { register } = steps;
  return async function answer(raw, caller, onDenied) {
    const startedAt = steps.stopwatch();
    const operation = steps.prepare(raw);
    const { permitted, refused } = await steps.permit(operation, caller);
    await Promise.all(refused.map(({ look, code }) => register.recordRefusal(look, code)));
    const restricted = [...permitted, ...refused].map(({ root }) => root).filter((root) => root !== null);
    const denials = presentDenials(restricted);
    const refusals = [...refused.map(({ error }) => error).filter((error) => error !== null), ...denials];
    if (onDenied === "REFUSE" && refusals.length > 0) {
      await Promise.all(
        permitted.map(({ look }) => register.recordRefusal(look, "UNAUTHORIZED_FIELD_OR_TYPE")),
      );
      return { errors: refusals.map(asWholeRequest) };
    }
    const roots = await Promise.all(
      permitted.map(async ({ look, ...rest }) => ({
        ...rest,
        receipt: receiptOf(look.receipt, await register.recordIntent(look)),
      })),
    );
    const executed = await orRecordFailure(permitted, steps.execute(operation, roots));
    const errors = [...refusals, ...executed.errors];
    const durationMs = Math.round(steps.stopwatch() - startedAt);
    await recordOutcomes(permitted, { ...executed, errors, durationMs }, (look, outcome) =>
      register.recordOutcome(look, outcome),
    );
    const meta = introspect(operation, () => steps.schemaFor(caller));
    const data = inOrder(operation, { ...meta, ...executed.data });
    return { data, ...(errors.length > 0 ? { errors } : {}), ...disclosureOf(permitted) };
  };

  /** A fault of ours is an outcome too: no intent is left open by it. */
  async function orRecordFailure(
    looks: readonly PermittedLook[],
    work: Promise<Executed>,
  ): Promise<Executed> {
    try {
      return await work;
    } catch (error) {
      await Promise.all(looks.map(({ look }) => register.recordOutcome(look, failedOutcome)));
      throw error;
    }
  }
}

const failedOutcome: Outcome = {
  disclosed: [],
  masked: [],
  decision: null,
  answerDigest: null,
  refusal: "INTERNAL",
  durationMs: null,
};

function disclosureOf(
  permitted: readonly { readonly root: RestrictedRoot; readonly hasPersons: boolean }[],
): Pick<Answer, "extensions"> {
  const masked = presentMasked(permitted);
  return masked.length > 0 ? { extensions: { disclosure: { masked } } } : {};
}

/** Nothing else is answered: the HTTP status tells so, too. */
function asWholeRequest(error: GraphQLError): GraphQLError {
  const { status } = errorTable.UNAUTHORIZED_FIELD_OR_TYPE;
  return new GraphQLError(error.message, {
    path: error.path,
    originalError: error.originalError,
    extensions: { ...error.extensions, http: { status } },
  });
}

/** Root fields in the order in which they were asked for; one without an answer is null. */
function inOrder(
  { roots }: PreparedOperation,
  data: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(roots.map((root) => [responseNameOf(root), data[responseNameOf(root)] ?? null]));
}
