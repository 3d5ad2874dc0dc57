import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  Kind,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type GraphQLSchema,
  type ValidationRule,
} from "graphql";
import { z } from "zod";
import type { GuardOperation } from "../limits/guard-operation.js";

/** Operations that clients may ask for by their SHA-256, in the format of Apollo's persisted-query manifests. */
export interface Manifest {
  readonly format: "apollo-persisted-query-manifest";
  readonly version: 1;
  readonly operations: readonly ManifestOperation[];
}

interface ManifestOperation {
  /** SHA-256 of the body, in hexadecimal. */
  readonly id: string;
  readonly name: string;
  readonly type: "query" | "mutation";
  readonly body: string;
}

const manifestSchema = z.object({
  format: z.literal("apollo-persisted-query-manifest"),
  version: z.literal(1),
  operations: z
    .array(
      z.object({
        id: z.string(),
        name: z.string().min(1),
        type: z.enum(["query", "mutation"]),
        body: z.string().min(1),
      }),
    )
    .min(1),
});

/** Reads a manifest file. @throws Error naming file, operation and fault: form, id, name or type */
export function readManifest(file: string): Manifest {
  const result = manifestSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!result.success) throw new Error(`${file} is invalid\n${z.prettifyError(result.error)}`);
  const ids = new Set<string>();
  for (const operation of result.data.operations) {
    const fault = faultOf(operation, ids);
    if (fault) throw new Error(`${file} is invalid\noperation ${operation.name}: ${fault}`);
    ids.add(operation.id);
  }
  return result.data;
}

/** A manifest of these files, one operation in each. @throws Error naming the file that is not one named operation */
export function createManifest(files: readonly string[]): Manifest {
  const operations = files.map((file) => {
    const body = readFileSync(file, "utf8");
    try {
      return { id: idOf(body), ...readOperation(body), body };
    } catch (cause) {
      throw new Error(`${file}: ${cause instanceof Error ? cause.message : "is no GraphQL"}`, { cause });
    }
  });
  const names = operations.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two operations are named ${twice}`);
  return { format: "apollo-persisted-query-manifest", version: 1, operations };
}

/** @throws Error naming the operation that the schema, or a limit, does not allow */
export function checkManifest(
  { operations }: Manifest,
  against: {
    readonly schema: GraphQLSchema;
    readonly rules: readonly ValidationRule[];
    readonly guard: GuardOperation;
  },
): void {
  for (const { name, body } of operations) {
    try {
      against.guard({ query: body, operationName: null, variables: {} });
      const [error] = validate(against.schema, parse(body), [...specifiedRules, ...against.rules]);
      if (error) throw error;
    } catch (cause) {
      const fault = cause instanceof Error ? cause.message : "";
      throw new Error(`persisted operation ${name} does not fit: ${fault}`, { cause });
    }
  }
}

/** @throws GraphQLError when the text is no GraphQL, Error when it holds no operation, several, or one without a name */
function readOperation(body: string): Pick<ManifestOperation, "name" | "type"> {
  const operations = parse(body).definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation || operations.length > 1) throw new Error("a persisted text holds exactly one operation");
  if (!operation.name) throw new Error("a persisted operation needs a name");
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    throw new Error("subscriptions are not supported");
  return { name: operation.name.value, type: operation.operation };
}

function faultOf({ id, name, type, body }: ManifestOperation, ids: ReadonlySet<string>): string | null {
  if (id !== idOf(body)) return "its id is not the SHA-256 of its body";
  if (ids.has(id)) return "it stands there twice";
  const read = readOperation(body);
  return read.name === name && read.type === type ? null : `its body is the ${read.type} ${read.name}`;
}

/** The id of an operation: the SHA-256 of its text, in hexadecimal. */
export function idOf(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
