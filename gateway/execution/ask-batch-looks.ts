import { z } from "zod";
import type { Ask } from "./sources/source.js";

/** What a page of a batch's results shows of one earlier check: places among the subjects that its look registered. */
export interface ShownOfCheck {
  readonly receipt: string;
  readonly positions: readonly number[];
}

/** Asks the credit office whom a page of results shows; it tells places, never identifiers. @throws SourceFailure */
export async function askBatchLooks(
  sources: ReadonlyMap<string, Ask>,
  id: string,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<readonly ShownOfCheck[]> {
  const office = sources.get("credit-office");
  if (!office) throw new Error("There is no source named credit-office");
  const answer = await office({
    query:
      "query BatchLooks($id: ID!, $from: Int!, $count: Int!) { batchLooks(id: $id, from: $from, count: $count) { receipt positions } }",
    variables: { id, from, count },
    operationName: "BatchLooks",
    passport: { authority: "GATEWAY" },
  });
  return answerSchema.parse(answer.data?.["batchLooks"]);
}

const answerSchema = z.array(z.object({ receipt: z.string(), positions: z.array(z.int().nonnegative()) }));
