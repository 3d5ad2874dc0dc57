import type { RegisterEntry } from "../../../kernel/register-entry.js";

/** An intent without outcome: nobody knows what its caller was answered, if anything. */
export interface OpenIntent {
  readonly chain: string;
  readonly seq: number;
  readonly receipt: string;
  readonly at: string;
  /** Whether the register itself says so, in an ABANDONED entry. */
  readonly isMarked: boolean;
}

/** Follows intents to their outcomes; remembers only those that are open. */
export function createIntentTracker(): {
  see(entry: RegisterEntry): void;
  /** Those that were abandoned, and those that are open at the end. */
  found(): OpenIntent[];
} {
  const open = new Map<string, OpenIntent>();
  const abandoned: OpenIntent[] = [];
  return {
    see({ kind, receipt, chain, seq, at }) {
      if (kind === "INTENT") {
        open.set(receipt, { chain, seq, receipt, at: new Date(at).toISOString(), isMarked: false });
        return;
      }
      const intent = open.get(receipt);
      open.delete(receipt);
      if (intent && kind === "ABANDONED") abandoned.push({ ...intent, isMarked: true });
    },
    found: () => [...abandoned, ...open.values()].sort((a, b) => a.seq - b.seq),
  };
}
