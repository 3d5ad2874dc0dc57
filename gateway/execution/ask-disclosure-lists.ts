import type { Ask } from "./sources/source.js";

/** Asks the credit office what each matter needs to know; about no subject, so nothing is registered. @throws SourceFailure */
export async function askDisclosureLists(sources: ReadonlyMap<string, Ask>): Promise<unknown> {
  const office = sources.get("credit-office");
  if (!office) throw new Error("There is no source named credit-office");
  const answer = await office({
    query: "query DisclosureLists { disclosureLists }",
    variables: {},
    operationName: "DisclosureLists",
    passport: { authority: "GATEWAY" },
  });
  return answer.data?.["disclosureLists"];
}
