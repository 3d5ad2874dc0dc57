import { mintView, type View } from "../../kernel/view.js";

/** The view key that the subgraphs under test hold. */
export const viewKey = Buffer.alloc(32, 7);

/** A view of a check that needs everybody; a test names only what matters to it. */
export function aView(parts: Partial<View> = {}): View {
  return {
    receipt: "receipt",
    purpose: "CHECK",
    matter: "PROCUREMENT_BID",
    asOf: "2026-11-21T00:00:00.000Z",
    needs: ["tax", "market", "hrss", "ecology", "courts", "credit-office"],
    ...parts,
  };
}

/** A subject as the gateway's plan names it to a department. */
export function subject(id: string, view: Partial<View> = {}, key = viewKey) {
  return { __typename: "Subject", id, view: mintView(aView(view), key) };
}
