import { canonicalJson } from "../catalogue/canonical-json.js";
import type { Verdict } from "./verdict.js";

/** The bytes of a verdict that digests and replays compare: JSON with sorted keys, UTF-8. */
export function canonicalBytes(verdict: Verdict): Buffer {
  return Buffer.from(canonicalJson(verdict), "utf8");
}
