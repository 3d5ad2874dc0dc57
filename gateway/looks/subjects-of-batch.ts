import type { Look } from "../../kernel/register-entry.js";
import { GatewayError } from "../errors.js";
import type { BatchPage } from "./read-batch-pages.js";

/** How a look names its subjects in the register. */
export type NamedSubjects = Pick<Look, "subjects" | "sealed">;

/** Subjects that pages of a batch's results show, each once: a look at them, though nobody named them. */
export type SubjectsOfBatch = (
  id: string,
  pages: readonly BatchPage[],
) => Promise<NamedSubjects & { readonly shownChecks: readonly string[] }>;

/**
 * The credit office tells which checks a page shows, and which of their subjects by place; the register knows the names.
 * @returns a function that throws CREDIT_OFFICE_UNAVAILABLE when the office does not tell: then nothing may be shown
 */
export function createSubjectsOfBatch(parts: {
  readonly askShown: (
    id: string,
    page: BatchPage,
  ) => Promise<readonly { readonly receipt: string; readonly positions: readonly number[] }[]>;
  /** @throws REGISTER_UNAVAILABLE */
  readonly findLook: (receipt: string) => Promise<NamedSubjects | undefined>;
}): SubjectsOfBatch {
  async function askShown(id: string, page: BatchPage) {
    try {
      return await parts.askShown(id, page);
    } catch (cause) {
      throw new GatewayError("CREDIT_OFFICE_UNAVAILABLE", { cause });
    }
  }

  return async (id, pages) => {
    const named = new Map<string, string | null>();
    const shown = (await Promise.all(pages.map((page) => askShown(id, page)))).flat();
    for (const { receipt, positions } of shown) {
      const look = await parts.findLook(receipt);
      for (const position of positions) {
        const subject = look?.subjects[position];
        // Shown and not to be named: the two sides disagree, and an unregistered look would be the worse of two faults.
        if (subject === undefined) throw new Error("a batch shows a subject that its check did not register");
        named.set(subject, look?.sealed[position] ?? null);
      }
    }
    const shownChecks = [...new Set(shown.map(({ receipt }) => receipt))];
    return { subjects: [...named.keys()], sealed: [...named.values()], shownChecks };
  };
}
