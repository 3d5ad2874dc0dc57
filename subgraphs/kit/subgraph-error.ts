import { GraphQLError } from "graphql";
import { messageOf, type ErrorCode } from "../../kernel/error-table.js";

/** A refusal with a public code; `detail` is Chinese and names the field, the place and the mend. */
export function subgraphError(code: ErrorCode, detail?: string): GraphQLError {
  return new GraphQLError(messageOf(code, detail), { extensions: { code } });
}
