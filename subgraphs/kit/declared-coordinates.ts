import type { DocumentNode, GraphQLSchema } from "graphql";
import { coordinatesOfDocument, digestOfCoordinates } from "../../kernel/coordinates.js";
import type { Passport } from "../../kernel/passport.js";

/**
 * Whether a request asks for exactly the coordinates for which the gateway vouched. Only files are asked for by
 * coordinates; the other authorities say by themselves what they are for.
 */
export function createCoordinatesCheck(
  schema: GraphQLSchema,
): (document: DocumentNode, passport: Passport) => boolean {
  // Plans repeat the same few documents, and the document cache keeps them.
  const digests = new WeakMap<DocumentNode, string>();
  return (document, passport) => {
    if (passport.authority !== "DETAIL") return true;
    const digest = digests.get(document) ?? digestOfCoordinates(coordinatesOfDocument(schema, document));
    digests.set(document, digest);
    return digest === passport.coordinates;
  };
}
