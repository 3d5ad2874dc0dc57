import { createHash } from "node:crypto";
import type { GraphQLError } from "graphql";
import type { Register } from "../register/register.js";
import type { PermittedLook } from "./permit-looks.js";

/** Stores what every look was answered: a digest of the answer, or the code of its refusal. @throws REGISTER_UNAVAILABLE */
export async function recordOutcomes(
  looks: readonly PermittedLook[],
  answer: { readonly data: Readonly<Record<string, unknown>>; readonly errors: readonly GraphQLError[] },
  durationMs: number,
  register: Register,
): Promise<void> {
  await Promise.all(
    looks.map(({ responseName, look }) => {
      const value = answer.data[responseName] ?? null;
      const refusal = value === null ? codeAt(responseName, answer.errors) : null;
      return register.recordOutcome(look, {
        disclosed: value === null ? [] : look.fields,
        masked: [],
        decision: decisionIn(value),
        answerDigest: digestOf(value),
        refusal,
        durationMs,
      });
    }),
  );
}

function decisionIn(value: unknown): string | null {
  const decision = (value as { readonly decision?: unknown } | null)?.decision;
  return typeof decision === "string" ? decision : null;
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url");
}

function codeAt(responseName: string, errors: readonly GraphQLError[]): string | null {
  const code = errors.find(({ path }) => path?.[0] === responseName)?.extensions["code"];
  return typeof code === "string" ? code : null;
}
