import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json.js";
import type { Catalogue } from "./catalogue.js";

/**
 * Version of a catalogue: its name and the first eight digits of the SHA-256 of its content. Comments, the order of
 * rows and the division into files do not change it; any change of a measure or of a disclosure list does.
 */
export function versionOf(name: string, content: Omit<Catalogue, "version">): string {
  const { matters, rows, suspensions, disclosures } = content;
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
  const sorted = {
    matters,
    rows: [...rows].sort(byId),
    suspensions: [...suspensions].sort(byId),
    disclosures: [...disclosures].sort((a, b) => (a.matter < b.matter ? -1 : 1)),
  };
  return `${name}+${createHash("sha256").update(canonicalJson(sorted)).digest("hex").slice(0, 8)}`;
}
