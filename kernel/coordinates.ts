import { createHash } from "node:crypto";
import { Kind, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from "graphql";

/**
 * Schema coordinates (`TaxRating.grade`) that a document selects, each once, sorted. Root fields are left out, and so is
 * `__typename`: what is counted is what may be disclosed of a subject's file.
 */
export function coordinatesOfDocument(schema: GraphQLSchema, document: DocumentNode): string[] {
  const found = new Set<string>();
  const types = new TypeInfo(schema);
  const roots = new Set([schema.getQueryType()?.name, schema.getMutationType()?.name]);
  visit(
    document,
    visitWithTypeInfo(types, {
      [Kind.FIELD](node) {
        const parent = types.getParentType()?.name;
        if (parent !== undefined && !roots.has(parent) && !node.name.value.startsWith("__"))
          found.add(`${parent}.${node.name.value}`);
      },
    }),
  );
  return [...found].sort();
}

/** SHA-256 over sorted coordinates: gateway and department agree on what a request asks for. */
export function digestOfCoordinates(coordinates: readonly string[]): string {
  return createHash("sha256").update(coordinates.join("\n")).digest("base64url");
}
