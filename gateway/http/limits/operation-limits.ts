import { GatewayError } from "../../errors.js";

/** How much one operation may ask for. Every breach is OPERATION_TOO_COMPLEX; docs/operations/hardening.md tells why. */
export interface OperationLimits {
  /** Words and signs of the text. */
  readonly maxTokens: number;
  /** Brackets inside brackets, in the text; also how deep fragments may nest once written out. */
  readonly maxNesting: number;
  /** Operations of one document. */
  readonly maxOperations: number;
  /** Fragments of one document. */
  readonly maxFragments: number;
  /** Fields, once every fragment is written out. */
  readonly maxSelections: number;
  /** Pairs of fields at one place of the answer, which validation compares one by one. */
  readonly maxComparisons: number;
  /** Fields at the root, introspection included. */
  readonly maxRootFields: number;
  /** Fields under `__schema` and `__type`, once every fragment is written out. */
  readonly maxIntrospection: number;
  /** Fields below fields. */
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  /** As graphql-armor counts it: an object 2, a leaf 1, half as much again for each level down. */
  readonly maxCost: number;
  /** Values that an answer may hold: fields of a root times the subjects that it names. */
  readonly maxAnswerValues: number;
  /** Lists and objects inside each other, in variables. */
  readonly maxVariableDepth: number;
  /** Characters of one string, in the text or in variables. */
  readonly maxStringLength: number;
}

/** Let pass what people ask: the whole schema at once, twenty checks in one operation, introspection by every tool. */
export const defaultOperationLimits: OperationLimits = {
  maxTokens: 60_000,
  maxNesting: 64,
  maxOperations: 20,
  maxFragments: 200,
  maxSelections: 20_000,
  maxComparisons: 50_000,
  maxRootFields: 50,
  maxIntrospection: 500,
  maxDepth: 20,
  maxAliases: 1000,
  maxDirectives: 200,
  maxCost: 200_000,
  maxAnswerValues: 1_000_000,
  maxVariableDepth: 12,
  maxStringLength: 10_000,
};

/** The refusal of an operation over a limit. @param mend Chinese: how to go on */
export function tooComplex(what: string, limit: number, mend: string): GatewayError {
  return new GatewayError("OPERATION_TOO_COMPLEX", { detail: `${what}超过 ${limit}；${mend}` });
}
