import type { Caller } from "./identity/caller.js";

/** What Apollo Server carries from the HTTP request to `answer`. */
export interface RequestContext {
  readonly caller: Caller;
  readonly requestId: string;
}
