import { subgraphError } from "../../kit/subgraph-error.js";
import type { OfficeContext } from "../office-context.js";
import type { DecidedCheck, OpenedCheck } from "./check-record.js";
import { decideCheck, type SubjectWithFacts } from "./decide-check.js";

/** A check whose verdict is known and stored. */
export interface AnsweredCheck {
  readonly opened: OpenedCheck;
  readonly decided: DecidedCheck;
}

/**
 * The second stage of a check: federation brings the departments' facts, the verdict is decided and stored before
 * anything leaves. A representation that brings no subjects is an earlier check looked at again.
 */
export async function readCheckReference(
  representation: Record<string, unknown>,
  context: OfficeContext,
): Promise<AnsweredCheck> {
  const { store, passport, now } = context;
  if (passport.authority !== "CHECK") throw subgraphError("PASSPORT_INVALID", "判定只在核查中作出");
  const receipt = String(representation["receipt"]);
  const opened = await store.checks.opened(receipt);
  if (!opened) throw subgraphError("VIEW_INVALID", "没有这次核查");
  const gathered = Array.isArray(representation["subjects"])
    ? (representation["subjects"] as SubjectWithFacts[])
    : [];
  if (gathered.length === opened.subjects.length) {
    return { opened, decided: await store.checks.decide(await decideCheck(opened, gathered, store, now)) };
  }
  const decided = await store.checks.decided(receipt);
  if (gathered.length > 0 || !decided) throw subgraphError("VIEW_INVALID", "主体与所立核查不符");
  return { opened, decided };
}
