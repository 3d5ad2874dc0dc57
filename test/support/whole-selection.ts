import { getNamedType, isCompositeType, isObjectType, type GraphQLSchema } from "graphql";

/** Every field of a type and of all below it, as text; a type that contains itself is not entered again. */
export function wholeSelection(
  schema: GraphQLSchema,
  typeName: string,
  above: readonly string[] = [],
): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (!isCompositeType(inner)) return [field.name];
    if ([...above, typeName].includes(inner.name)) return [];
    return [`${field.name} ${wholeSelection(schema, inner.name, [...above, typeName])}`];
  });
  return `{ ${fields.join(" ")} }`;
}
