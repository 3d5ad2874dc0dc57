import { createHash } from "node:crypto";
import type { GraphQLError } from "graphql";
import type { Look, Outcome } from "../../kernel/register-entry.js";
import type { PermittedLook } from "./permit-looks.js";

/** What left, root by root. */
export interface AnsweredRoots {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphQLError[];
  readonly decisions: Readonly<Record<string, string>>;
  readonly durationMs: number;
}

/** Stores what every look was answered: what was disclosed and a digest of it, or its refusal. @throws REGISTER_UNAVAILABLE */
export async function recordOutcomes(
  looks: readonly PermittedLook[],
  { data, errors, decisions, durationMs }: AnsweredRoots,
  record: (look: Look, outcome: Outcome) => Promise<unknown>,
): Promise<void> {
  await Promise.all(
    looks.map(({ root, look }) => {
      const value = data[root.responseName] ?? null;
      return record(look, {
        disclosed: value === null ? [] : root.disclosed,
        masked: value === null ? [] : root.masked.map(({ coordinate }) => coordinate),
        decision: decisions[root.responseName] ?? null,
        answerDigest: digestOf(value),
        refusal: value === null ? codeAt(root.responseName, errors) : null,
        durationMs,
      });
    }),
  );
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url");
}

function codeAt(responseName: string, errors: readonly GraphQLError[]): string | null {
  const code = errors.find(({ path }) => path?.[0] === responseName)?.extensions["code"];
  return typeof code === "string" ? code : null;
}
