import { canonicalJson } from "../catalogue/canonical-json.js";
import type { Application, Miss } from "./row-trace.js";

/** What a trace notes while it goes through the records, by row; what is noted twice stands once. */
export interface Notes {
  apply(ruleId: string, application: Application): void;
  miss(ruleId: string, miss: Miss): void;
  appliedBy(ruleId: string): readonly Application[];
  missedBy(ruleId: string): readonly Miss[];
}

export function createNotes(): Notes {
  const applied = new Map<string, Map<string, Application>>();
  const missed = new Map<string, Map<string, Miss>>();
  const note = <Item>(notes: Map<string, Map<string, Item>>, ruleId: string, item: Item): void => {
    notes.set(ruleId, (notes.get(ruleId) ?? new Map<string, Item>()).set(canonicalJson(item), item));
  };
  return {
    apply: (ruleId, application) => {
      note(applied, ruleId, application);
    },
    miss: (ruleId, miss) => {
      note(missed, ruleId, miss);
    },
    appliedBy: (ruleId) => [...(applied.get(ruleId)?.values() ?? [])],
    missedBy: (ruleId) => [...(missed.get(ruleId)?.values() ?? [])],
  };
}
