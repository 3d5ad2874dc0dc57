import { parse, validate, type DocumentNode, type GraphQLError, type GraphQLSchema } from "graphql";
import { LRUCache } from "lru-cache";

export type CheckedDocument =
  | { readonly ok: true; readonly document: DocumentNode }
  | { readonly ok: false; readonly errors: readonly GraphQLError[] };

/** Parses and validates each query text once; plans repeat the same few texts for ever. */
export function createDocumentCache(schema: GraphQLSchema, max = 1000): (query: string) => CheckedDocument {
  const checked = new LRUCache<string, CheckedDocument>({ max });
  return (query) => {
    const known = checked.get(query);
    if (known) return known;
    const fresh = checkDocument(schema, query);
    checked.set(query, fresh);
    return fresh;
  };
}

function checkDocument(schema: GraphQLSchema, query: string): CheckedDocument {
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    return errors.length > 0 ? { ok: false, errors } : { ok: true, document };
  } catch (error) {
    return { ok: false, errors: [error as GraphQLError] };
  }
}
