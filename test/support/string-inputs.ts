import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
  type GraphQLSchema,
} from "graphql";

/** One place where a client may write a text: a root field, and the way to it through its arguments. */
export interface StringInput {
  readonly kind: "query" | "mutation";
  readonly root: string;
  /** Names of arguments and input fields; 0 for the first of a list. */
  readonly path: readonly (string | 0)[];
}

/** Every place of the schema where a client may write a String or an ID. */
export function stringInputs(schema: GraphQLSchema): StringInput[] {
  return (["query", "mutation"] as const).flatMap((kind) => {
    const type = kind === "query" ? schema.getQueryType() : schema.getMutationType();
    return Object.values(type?.getFields() ?? {}).flatMap((field) =>
      field.args.flatMap((argument) =>
        pathsOf(argument.type).map((path) => ({ kind, root: field.name, path: [argument.name, ...path] })),
      ),
    );
  });
}

function pathsOf(type: GraphQLInputType): (string | 0)[][] {
  if (isNonNullType(type)) return pathsOf(type.ofType);
  if (isListType(type)) return pathsOf(type.ofType).map((path) => [0, ...path]);
  const named = getNamedType(type);
  if (isInputObjectType(named)) {
    return Object.values(named.getFields()).flatMap((field) =>
      pathsOf(field.type).map((path) => [field.name, ...path]),
    );
  }
  return ["String", "ID"].includes(named.name) ? [[]] : [];
}

/** The operation that asks a root field with all its arguments as variables. */
export function operationOf({ kind, root }: StringInput, schema: GraphQLSchema): string {
  const type = kind === "query" ? schema.getQueryType() : schema.getMutationType();
  const field = type?.getFields()[root];
  if (!field) throw new Error(`no root field ${root}`);
  const declared = field.args.map(({ name, type: of }) => `$${name}: ${String(of)}`).join(", ");
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(", ");
  return `${kind} Attack(${declared}) { ${root}(${passed}) { __typename } }`;
}

/** A copy of the variables with another value at a place. */
export function withValueAt(
  variables: unknown,
  [step, ...rest]: StringInput["path"],
  value: unknown,
): unknown {
  if (step === undefined) return value;
  if (step === 0) return [withValueAt(undefined, rest, value)];
  return {
    ...(variables as object | undefined),
    [step]: withValueAt((variables as Record<string, unknown> | undefined)?.[step], rest, value),
  };
}
