import fc from "fast-check";
import {
  getNamedType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";

/** A selection, and the named fragments that it spreads. */
interface Written {
  readonly text: string;
  readonly fragments: readonly string[];
}

/**
 * Valid selections over a type whose fields need no arguments: aliases, repeated fields, inline fragments with and without a
 * condition, nested named fragments, `@skip` and `@include` by literal and by the variables `$on` and `$off`.
 */
export function selections(schema: GraphQLSchema, typeName: string): fc.Arbitrary<Written> {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
  let names = 0;
  const unique = (prefix: string): string => `${prefix}${(names += 1)}`;
  return setOf(type, 5, unique);
}

type Unique = (prefix: string) => string;

function setOf(type: GraphQLObjectType, depth: number, unique: Unique): fc.Arbitrary<Written> {
  const items = fc.oneof(
    { weight: 5, arbitrary: fieldOf(type, depth, unique) },
    { weight: depth > 1 ? 2 : 0, arbitrary: fc.constant(null).chain(() => fragmentOf(type, depth, unique)) },
  );
  return fc.array(items, { minLength: 1, maxLength: 5 }).map(join);
}

function fieldOf(type: GraphQLObjectType, depth: number, unique: Unique): fc.Arbitrary<Written> {
  const fields = Object.values(type.getFields());
  const leaves = fields.filter((field) => !isObjectType(getNamedType(field.type)));
  const choices: (GraphQLField<unknown, unknown> | null)[] = [...(depth > 0 ? fields : leaves), null];
  return fc
    .tuple(fc.constantFrom(...choices), fc.boolean(), directive)
    .chain(([field, isAliased, switched]) => {
      if (!field) return fc.constant({ text: `__typename ${switched}`, fragments: [] });
      const name = isAliased ? `${unique("a")}: ${field.name}` : field.name;
      const inner = getNamedType(field.type);
      if (!isObjectType(inner)) return fc.constant({ text: `${name} ${switched}`, fragments: [] });
      return setOf(inner, depth - 1, unique).map(({ text, fragments }) => ({
        text: `${name} ${switched} { ${text} }`,
        fragments,
      }));
    });
}

function fragmentOf(type: GraphQLObjectType, depth: number, unique: Unique): fc.Arbitrary<Written> {
  return fc
    .tuple(fc.constantFrom("named", "typed", "bare"), directive, setOf(type, depth - 1, unique))
    .map(([kind, switched, { text, fragments }]) => {
      if (kind === "bare") return { text: `... ${switched} { ${text} }`, fragments };
      if (kind === "typed") return { text: `... on ${type.name} ${switched} { ${text} }`, fragments };
      const name = unique("F");
      return {
        text: `...${name} ${switched}`,
        fragments: [...fragments, `fragment ${name} on ${type.name} { ${text} }`],
      };
    });
}

const directive = fc.oneof(
  { weight: 6, arbitrary: fc.constant("") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "@include(if: true)",
      "@include(if: $on)",
      "@skip(if: $off)",
      "@skip(if: true)",
      "@include(if: $off)",
      "@skip(if: $on) @include(if: $on)",
    ),
  },
);

function join(parts: readonly Written[]): Written {
  return {
    text: parts.map(({ text }) => text).join(" "),
    fragments: parts.flatMap(({ fragments }) => fragments),
  };
}
