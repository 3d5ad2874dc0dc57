import { parse, type GraphQLSchema } from "graphql";
import { coordinatesOfDocument, digestOfCoordinates } from "../../kernel/coordinates.js";
import type { Passport, PassportCaller } from "../../kernel/passport.js";

export const aCaller: PassportCaller = { unit: "U", person: "P", roles: [], scopes: [] };

/** A passport for root fields; a test names only what matters to it. */
export function rootPassport(parts: Partial<Extract<Passport, { authority: "ROOT" }>> = {}): Passport {
  return {
    authority: "ROOT",
    caller: aCaller,
    receipts: {},
    clear: {},
    cases: {},
    shownChecks: [],
    ...parts,
  };
}

/** A passport for the fields of a file that a query asks for. */
export function detailPassport(
  asked: { readonly schema: GraphQLSchema; readonly query: string },
  parts: { readonly scopes: readonly string[]; readonly clear?: readonly string[] },
): Passport {
  return {
    authority: "DETAIL",
    caller: { ...aCaller, scopes: [...parts.scopes] },
    coordinates: digestOfCoordinates(coordinatesOfDocument(asked.schema, parse(asked.query))),
    clear: [...(parts.clear ?? [])],
  };
}
