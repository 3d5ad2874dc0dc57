import { getNamedType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from "graphql";

/** Every field of a type that needs no argument, all the way down, as a selection. */
export function selectEverything(
  schema: GraphQLSchema,
  typeName: string,
  without: readonly string[] = [],
): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
  return Object.values(type.getFields())
    .filter(({ name }) => !without.includes(`${typeName}.${name}`))
    .map((field) => {
      const inner = getNamedType(field.type);
      return isObjectType(inner)
        ? `${field.name} { ${selectEverything(schema, inner.name, without)} }`
        : field.name;
    })
    .join(" ");
}

/** Coordinates on the way to every field below a type: `[["Subject.tax", "TaxCredit.rating", "TaxRating.year"], …]`. */
export function pathsBelow(schema: GraphQLSchema, type: GraphQLObjectType): string[][] {
  return Object.values(type.getFields()).flatMap((field) => {
    const coordinate = `${type.name}.${field.name}`;
    const inner = getNamedType(field.type);
    const below = isObjectType(inner) ? pathsBelow(schema, inner) : [];
    return [[coordinate], ...below.map((path) => [coordinate, ...path])];
  });
}
