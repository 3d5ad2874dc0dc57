import type { Passport } from "../../kernel/passport.js";
import type { View } from "../../kernel/view.js";

/** What every resolver of a subgraph receives beside its arguments. */
export interface SubgraphContext<Store> {
  readonly passport: Passport;
  readonly store: Store;
  /** The moment of the request; time is never read elsewhere. */
  readonly now: Date;
  /** @throws GraphQLError VIEW_INVALID when the view was not minted by the credit office. */
  readonly readView: (text: string) => View;
}
