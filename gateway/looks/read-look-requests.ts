import { getArgumentValues, type FieldNode, type GraphQLObjectType } from "graphql";
import { z } from "zod";
import type { LookRequest } from "./look-request.js";

const purpose = z.object({ matter: z.string(), caseNumber: z.string() });

/** How each data-bearing root field states its purpose. A root field that is not here cannot be asked for. */
const readers: Readonly<Record<string, (args: unknown) => Omit<LookRequest, "responseName" | "field">>> = {
  check: (args) => {
    const { input } = checkArguments.parse(args);
    const members = (input.groups ?? []).flatMap((group) => group.members);
    const identifiers = [...new Set([...input.subjects, ...members])];
    return {
      ...nothing,
      matter: input.matter,
      caseNumber: input.caseNumber,
      identifiers,
      asOf: input.asOf ?? null,
    };
  },
  subject: (args) => {
    const { identifier, purpose: named } = subjectArguments.parse(args);
    return { ...nothing, ...named, identifiers: [identifier] };
  },
  suggestSubjects: (args) => ({ ...nothing, ...z.object({ purpose }).parse(args).purpose }),
  startBatch: (args) => ({ ...nothing, ...z.object({ input: purpose }).parse(args).input }),
  checkByReceipt: (args) => ({ ...nothing, earlier: z.object({ receipt: z.string() }).parse(args).receipt }),
  batch: (args) => ({ ...nothing, earlier: z.object({ id: z.string() }).parse(args).id }),
  accessLog: (args) => ({
    ...nothing,
    identifiers: [z.object({ identifier: z.string() }).parse(args).identifier],
  }),
  auditReport: () => nothing,
  matters: () => nothing,
};

const checkArguments = z.object({
  input: purpose.extend({
    subjects: z.array(z.string()),
    groups: z.array(z.object({ members: z.array(z.string()) })).nullish(),
    asOf: z.string().nullish(),
  }),
});
const subjectArguments = z.object({ identifier: z.string(), purpose });

const nothing = { matter: null, caseNumber: null, identifiers: [], earlier: null, asOf: null } as const;

/** Reads the purpose of one root field; null for `__typename` and introspection, which look at nobody. */
export function readLookRequest(
  rootType: GraphQLObjectType,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): LookRequest | null {
  const field = node.name.value;
  if (field.startsWith("__")) return null;
  const definition = rootType.getFields()[field];
  const read = readers[field];
  if (!definition || !read) throw new Error(`Root field ${field} has no reader of its purpose`);
  return {
    responseName: node.alias?.value ?? field,
    field,
    ...read(getArgumentValues(definition, node, variables)),
  };
}
