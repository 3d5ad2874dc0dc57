import { isAbstractType, isObjectType, type GraphQLSchema } from "graphql";

/** Whether a gathered object is of a type; an object that does not tell its type counts as being of it. */
export type TypeConditions = (object: Readonly<Record<string, unknown>>, type: string) => boolean;

export function createTypeConditions(schema: GraphQLSchema): TypeConditions {
  return (object, condition) => {
    const typename = object["__typename"];
    if (typeof typename !== "string" || typename === condition) return true;
    const type = schema.getType(typename);
    const wanted = schema.getType(condition);
    return isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type);
  };
}
