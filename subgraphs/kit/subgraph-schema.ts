import { buildSubgraphSchema } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { parse, type GraphQLSchema } from "graphql";
import { applyMiddleware } from "graphql-middleware";
import type { IRules } from "graphql-shield";
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from "type-graphql";
import { maskedDirective, readFieldRules, type FieldRule } from "../../schema/field-rules.js";
import { maskFields } from "./masking.js";
import { createShield } from "./shield.js";

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- type-graphql's own word for a class
type Class = Function;

/** Resolves a representation of an entity to the object that its fields are read from. Always async, never frozen. */
export type ReferenceResolver<Context> = (
  representation: Record<string, unknown>,
  context: Context,
) => Promise<object | null>;

export interface SubgraphParts<Context> {
  readonly resolvers: NonEmptyArray<Class>;
  /** Object types that no resolver mentions, the `Subject` stub among them. */
  readonly types: readonly Class[];
  readonly references: Readonly<Record<string, ReferenceResolver<Context>>>;
  /** graphql-shield rules by type and field, from the rules that the schema declares; what they do not name is denied. */
  readonly permissions: (declared: ReadonlyMap<string, FieldRule>) => IRules;
}

export interface SubgraphSchema {
  /** The subgraph's SDL, as composition takes it. */
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

/** type-graphql classes → federation 2 SDL → executable subgraph, guarded and masked by the rules that the SDL declares. */
export function buildSubgraph<Context>(parts: SubgraphParts<Context>): SubgraphSchema {
  const plain = buildSchemaSync({
    resolvers: parts.resolvers,
    orphanedTypes: [...parts.types],
    skipCheck: true,
    validate: false,
  });
  const sdl = `${federationLink}\n\n${printSchemaWithDirectives(plain)}\n`;
  const resolvers = createResolversMap(plain);
  for (const [type, resolveReference] of Object.entries(parts.references)) {
    resolvers[type] = Object.assign({}, resolvers[type], { __resolveReference: resolveReference });
  }
  // The two libraries name the shape of a resolver map differently; at run time it is the same object.
  const modules = { typeDefs: parse(sdl), resolvers: resolvers as never };
  const declared = readFieldRules(modules.typeDefs);
  const masked = maskFields(buildSubgraphSchema(modules), declared);
  return { sdl, schema: applyMiddleware(masked, createShield(parts.permissions(declared))) };
}

const federationLink = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@inaccessible", "@shareable", "@authenticated", "@requiresScopes", "@policy", "@composeDirective"])
  ${maskedDirective.link}

${maskedDirective.definition}`;
