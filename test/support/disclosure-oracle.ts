import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, Kind, parse, valueFromASTUntyped, type ConstDirectiveNode } from "graphql";
import { parse as parseYaml } from "yaml";

/*
 * What may be disclosed, worked out from the declarations alone: the directives in the supergraph, roles.yaml and the
 * disclosure lists as they are written. None of the gateway's code takes part in it.
 */
const root = join(import.meta.dirname, "..", "..");
const read = (...path: string[]): string => readFileSync(join(root, ...path), "utf8");
const supergraph = parse(read("schema", "generated", "supergraph.graphql"));

interface WrittenRole {
  readonly fields: string[];
  readonly matters: "*" | string[];
  readonly scopes: string[];
  readonly own?: boolean;
}
interface WrittenList {
  readonly matter: string;
  readonly fields: Record<string, string[]>;
  readonly masked?: Record<string, string[]>;
}

export const api = buildSchema(read("schema", "generated", "api.graphql"));
export const { roles } = parseYaml(read("gateway", "authorization", "roles.yaml")) as {
  readonly roles: Readonly<Record<string, WrittenRole>>;
};
const listFolder = ["subgraphs", "credit-office", "catalogue", "rows", "disclosure"];
const lists = readdirSync(join(root, ...listFolder)).flatMap(
  (file) => (parseYaml(read(...listFolder, file)) as { disclosures: WrittenList[] }).disclosures,
);
export const matters: readonly string[] = lists.map(({ matter }) => matter);

/** GRANTED, MASKED or the reason of a denial, for the file of an organisation; a steward is market supervision's. */
export function expectedOf(role: string, matter: string, coordinate: string): string {
  const own = roles[role];
  const scopes = (own?.scopes ?? []).map((scope) => scope.replace("{department}", "market"));
  const holds = (of: unknown): boolean =>
    (of as string[][]).some((all) => all.every((each) => scopes.includes(each)));
  const rule = directivesOf(coordinate);
  const mask = rule["masked"];
  if (rule["requiresScopes"] && !holds(rule["requiresScopes"]["scopes"]) && !(mask && holds(mask["masked"])))
    return "NO_SCOPE";
  const list = lists.find((each) => each.matter === matter);
  if (rule["policy"] && own?.own !== true && !names(list?.fields, coordinate)) return "NOT_NEEDED_FOR_MATTER";
  if (!mask || mask["of"] === "NATURAL_PERSONS") return "GRANTED";
  return holds(mask["clear"]) && (own?.own === true || !names(list?.masked, coordinate))
    ? "GRANTED"
    : "MASKED";
}

export const isDenial = (expected: string): boolean => expected !== "GRANTED" && expected !== "MASKED";

/** Whether a role handles a matter at all. */
export function handles(role: string, matter: string): boolean {
  const handled = roles[role]?.matters;
  return handled === "*" || handled?.includes(matter) === true;
}

function names(fields: Record<string, string[]> | undefined, coordinate: string): boolean {
  const [type = "", field = ""] = coordinate.split(".");
  return fields?.[type]?.includes(field) === true;
}

type Directives = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const known = new Map<string, Directives>();

function directivesOf(coordinate: string): Directives {
  const found = known.get(coordinate) ?? readDirectives(coordinate);
  known.set(coordinate, found);
  return found;
}

function readDirectives(coordinate: string): Directives {
  const [typeName, fieldName] = coordinate.split(".");
  const type = supergraph.definitions.find(
    (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === typeName,
  );
  if (type?.kind !== Kind.OBJECT_TYPE_DEFINITION) throw new Error(`no type ${String(typeName)}`);
  const field = type.fields?.find(({ name }) => name.value === fieldName);
  return Object.fromEntries(
    [...(type.directives ?? []), ...(field?.directives ?? [])].map((node) => [
      node.name.value,
      argumentsOf(node),
    ]),
  );
}

function argumentsOf(node: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    (node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
