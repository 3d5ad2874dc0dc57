import type { Collection } from "mongoose";
import type { EntryKind, RegisterEntry } from "../../../kernel/register-entry.js";

/** One look as its entries in the register tell it. One intent is one look, however often it was recomputed. */
export interface RegisteredLook {
  /** Its first INTENT, or the REFUSAL that came before one. */
  readonly begun: RegisterEntry;
  /** Its outcomes, the first one first; none while it is open, and for a refusal. */
  readonly outcomes: readonly RegisterEntry[];
  /** Whether its gateway died before the outcome. */
  readonly abandoned: boolean;
}

/** Entries by which a look begins. */
export const beginnings = ["INTENT", "REFUSAL"] as const satisfies readonly EntryKind[];

/**
 * The looks that begin with these entries; an entry whose receipt began earlier begins none. Keeps the order.
 * @param about only entries that fit this filter count as an earlier beginning, such as those that name one subject
 */
export async function readRegisteredLooks(
  register: Collection<RegisterEntry>,
  entries: readonly RegisterEntry[],
  about: Readonly<Record<string, unknown>> = {},
): Promise<RegisteredLook[]> {
  if (entries.length === 0) return [];
  const related = await register
    .find(
      {
        receipt: { $in: [...new Set(entries.map(({ receipt }) => receipt))] },
        $or: [{ kind: { $in: ["OUTCOME", "ABANDONED"] } }, { kind: { $in: [...beginnings] }, ...about }],
      },
      { projection: { subjects: 0, sealed: 0, fields: 0 } },
    )
    .sort({ at: 1, _id: 1 })
    .toArray();
  const byReceipt = new Map<string, RegisterEntry[]>();
  for (const entry of related) {
    const known = byReceipt.get(entry.receipt);
    if (known) known.push(entry);
    else byReceipt.set(entry.receipt, [entry]);
  }
  return entries.flatMap((entry) => toLook(entry, byReceipt.get(entry.receipt) ?? []));
}

/** Code of the refusal that a look ended with, or null. */
export function refusalOf({ begun, outcomes }: RegisteredLook): string | null {
  return begun.refusal ?? outcomes.at(-1)?.refusal ?? null;
}

function toLook(entry: RegisterEntry, related: readonly RegisterEntry[]): RegisteredLook[] {
  const first = related.find(({ kind }) => isBeginning(kind));
  if (first && first._id !== entry._id) return [];
  const begun = { ...addedLater, ...entry };
  const outcomes = related.filter(({ kind }) => kind === "OUTCOME");
  return [
    {
      begun,
      outcomes: outcomes.map((outcome) => ({
        ...addedLater,
        ...outcome,
        disclosed: (outcome as Partial<RegisterEntry>).disclosed ?? begun.fields,
      })),
      abandoned: related.some(({ kind }) => kind === "ABANDONED"),
    },
  ];
}

/** What entries of the register's first version do not say; they do not tell disclosed fields from those asked for. */
const addedLater = {
  surname: null,
  onBehalfOf: null,
  caseVerified: null,
  sealed: [],
  withheld: null,
  masked: [],
  decision: null,
} as const satisfies Partial<RegisterEntry>;

function isBeginning(kind: EntryKind): boolean {
  return (beginnings as readonly EntryKind[]).includes(kind);
}
