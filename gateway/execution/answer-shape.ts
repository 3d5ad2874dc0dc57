import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
} from "graphql";
import { placeholderName, responseNameOf } from "./inline-operation.js";

/** How one field of an answer is written: compiled once per operation. */
export interface FieldShape {
  readonly responseName: string;
  /** Schema coordinate, `Check.decision`. */
  readonly coordinate: string;
  readonly type: GraphQLOutputType;
  /** From the outside in: which lists stand round the value, and where null is forbidden. */
  readonly layers: readonly Layer[];
  /** Denied: null whatever was gathered; the denial has an error of its own. */
  readonly isDenied: boolean;
  /** Name of the innermost type. */
  readonly named: string;
  /** Fields by run-time type; undefined for leaves. */
  readonly fieldsOf?: (typename: string) => readonly FieldShape[];
}

/** A list, or at last the value itself. */
export interface Layer {
  readonly isNonNull: boolean;
  readonly isList: boolean;
}

export type IsDenied = (coordinate: string) => boolean;

/** Compiles selections of an inlined operation; all fragments and directives are gone but inline fragments. */
export function compileShape(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  isDenied: IsDenied = () => false,
): readonly FieldShape[] {
  const collected = new Map<string, FieldNode[]>();
  collect(schema, type, selections, collected);
  return [...collected].map(([responseName, nodes]): FieldShape => {
    const name = nodes[0]?.name.value ?? "";
    const coordinate = `${type.name}.${name}`;
    if (name === "__typename") return fieldShape(responseName, coordinate, typenameType(schema), false);
    const definition = type.getFields()[name];
    if (!definition) throw new Error(`${coordinate} is not in the schema`);
    const shape = fieldShape(responseName, coordinate, definition.type, isDenied(coordinate));
    if (shape.isDenied || isLeafType(getNamedType(definition.type))) return shape;
    const children = nodes.flatMap((node) => node.selectionSet?.selections ?? []);
    return { ...shape, fieldsOf: byTypename(schema, definition.type, children, isDenied) };
  });
}

/** All coordinates that a shape may disclose, each once, in order. */
export function coordinatesOf(shape: readonly FieldShape[], schema: GraphQLSchema): string[] {
  const found = new Set<string>();
  const visit = (fields: readonly FieldShape[]): void => {
    for (const field of fields) {
      if (!field.coordinate.endsWith(".__typename")) found.add(field.coordinate);
      for (const typename of field.fieldsOf ? typenamesOf(schema, field.type) : [])
        visit(field.fieldsOf?.(typename) ?? []);
    }
  };
  visit(shape);
  return [...found];
}

function byTypename(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  selections: readonly SelectionNode[],
  isDenied: IsDenied,
): (typename: string) => readonly FieldShape[] {
  const compiled = new Map<string, readonly FieldShape[]>();
  for (const typename of typenamesOf(schema, type)) {
    const objectType = schema.getType(typename);
    if (isObjectType(objectType))
      compiled.set(typename, compileShape(schema, objectType, selections, isDenied));
  }
  const only = compiled.size === 1 ? [...compiled.values()][0] : undefined;
  return (typename) => only ?? compiled.get(typename) ?? [];
}

function typenamesOf(schema: GraphQLSchema, type: GraphQLOutputType): string[] {
  const named = getNamedType(type);
  return isAbstractType(named) ? schema.getPossibleTypes(named).map(({ name }) => name) : [named.name];
}

function typenameType(schema: GraphQLSchema): GraphQLOutputType {
  const type = schema.getType("String");
  if (!type || !isLeafType(type)) throw new Error("The schema has no String");
  return type;
}

function collect(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  into: Map<string, FieldNode[]>,
): void {
  for (const node of selections) {
    if (node.kind === Kind.FIELD) {
      const responseName = responseNameOf(node);
      if (responseName === placeholderName) continue;
      into.set(responseName, [...(into.get(responseName) ?? []), node]);
    } else if (node.kind === Kind.INLINE_FRAGMENT && applies(schema, type, node.typeCondition?.name.value)) {
      collect(schema, type, node.selectionSet.selections, into);
    }
  }
}

function applies(schema: GraphQLSchema, type: GraphQLObjectType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && schema.isSubType(named, type);
}

function fieldShape(
  responseName: string,
  coordinate: string,
  type: GraphQLOutputType,
  isDenied: boolean,
): FieldShape {
  return { responseName, coordinate, type, isDenied, layers: layersOf(type), named: getNamedType(type).name };
}

function layersOf(type: GraphQLOutputType): Layer[] {
  const isNonNull = isNonNullType(type);
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (!isListType(nullable)) return [{ isNonNull, isList: false }];
  return [{ isNonNull, isList: true }, ...layersOf(nullable.ofType as GraphQLOutputType)];
}
