import { z } from "zod";
import { checkQuery } from "../../cli/check-answer.js";
import type { Answered } from "./callers.js";

export interface CheckInput {
  readonly matter: string;
  readonly caseNumber: string;
  readonly subjects: readonly string[];
  readonly groups?: readonly { readonly name: string; readonly members: readonly string[] }[];
}

/** Expected decision by identifier. */
export type Decisions = ReadonlyMap<string, string>;

const matter = "PROCUREMENT_BID";

/** The whole answer that `fengcha check` asks for. */
export function bodyOf(input: CheckInput): string {
  return JSON.stringify({ query: checkQuery, variables: { input } });
}

/** A check of every subject alone, in turn. */
export function singleChecks(subjects: readonly string[]): CheckInput[] {
  return subjects.map((subject, index) => ({ matter, caseNumber: `BENCH-${index}`, subjects: [subject] }));
}

/** Checks of many subjects at once, all different within a check; every subject comes up as often as any other. */
export function groupChecks(subjects: readonly string[], size: number, count: number): CheckInput[] {
  return Array.from({ length: count }, (_, index) => ({
    matter,
    caseNumber: `BENCH-${index}`,
    subjects: Array.from(
      { length: size },
      (_, place) => subjects[(index * size + place) % subjects.length] ?? "",
    ),
  }));
}

const answerSchema = z.object({
  errors: z.array(z.object({ message: z.string() })).optional(),
  data: z.object({
    check: z.object({
      decision: z.string(),
      results: z.array(z.object({ identifier: z.string(), decision: z.string() })),
    }),
  }),
});

/** The decisions of an answer, by identifier, and the strongest of them. @throws Error when it is not a whole answer without errors */
export function readDecisions({ status, body }: Pick<Answered, "status" | "body">): {
  readonly decision: string;
  readonly decisions: Decisions;
} {
  const text = body.toString("utf8");
  const parsed = status === 200 ? answerSchema.safeParse(JSON.parse(text)) : undefined;
  if (!parsed?.success || parsed.data.errors)
    throw new Error(`No answer to a check (${status}): ${text.slice(0, 1000)}`);
  const { decision, results } = parsed.data.data.check;
  return { decision, decisions: new Map(results.map((result) => [result.identifier, result.decision])) };
}

/** Compares every answer with what is expected. @throws Error naming the first one that is wrong */
export function verifyAnswers(
  answers: readonly Answered[],
  inputs: readonly CheckInput[],
  expected: Decisions,
): void {
  for (const answer of answers) {
    const { decisions } = readDecisions(answer);
    for (const subject of inputs[answer.request]?.subjects ?? []) {
      const [found, wanted] = [decisions.get(subject), expected.get(subject)];
      if (found === undefined || found !== wanted) {
        throw new Error(`Wrong decision for ${subject}: ${String(found)} instead of ${String(wanted)}`);
      }
    }
  }
}
