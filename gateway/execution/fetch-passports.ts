import { parse, type GraphQLSchema } from "graphql";
import { LRUCache } from "lru-cache";
import { coordinatesOfDocument, digestOfCoordinates } from "../../kernel/coordinates.js";
import type { Passport, PassportCaller } from "../../kernel/passport.js";
import { isDenied } from "../field-policy.js";
import type { PermittedRoot } from "./execute-sources.js";
import type { Path } from "./shape-answer.js";
import { purposeOfFetch } from "./sources/facts-fetch.js";
import { SourceFailure } from "./sources/source-failure.js";

/** @param path where in the answer the fetch's objects stand; its first step is the root's response name */
export type WritePassport = (query: string, path: Path, permitted: readonly PermittedRoot[]) => Passport;

/**
 * Decides with which authority a fetch goes out. Facts and verdicts belong to no caller; root fields and details are asked
 * for in the caller's name. Behind pruning it is the second look at what a detail fetch asks for.
 */
export function createPassportWriter(schema: GraphQLSchema): WritePassport {
  const known = new LRUCache<string, AskedFor>({ max: 5000 });
  const askedFor = (query: string): AskedFor => {
    const found = known.get(query) ?? readAskedFor(schema, query);
    known.set(query, found);
    return found;
  };
  return (query, path, permitted) => {
    switch (purposeOfFetch(query).kind) {
      case "ROOT":
        return rootPassport(permitted);
      case "FACTS":
      case "VERDICT":
        return { authority: "CHECK" };
      case "DETAIL":
        return detailPassport(
          permitted.find(({ root }) => root.responseName === path[0]),
          askedFor(query),
        );
    }
  };
}

interface AskedFor {
  readonly coordinates: readonly string[];
  readonly digest: string;
}

function readAskedFor(schema: GraphQLSchema, query: string): AskedFor {
  const coordinates = coordinatesOfDocument(schema, parse(query));
  return { coordinates, digest: digestOfCoordinates(coordinates) };
}

function rootPassport(permitted: readonly PermittedRoot[]): Passport {
  const by = <Value>(valueOf: (each: PermittedRoot) => Value): Record<string, Value> =>
    Object.fromEntries(permitted.map((each) => [each.root.responseName, valueOf(each)]));
  return {
    authority: "ROOT",
    caller: together(permitted.map(({ caller }) => caller)),
    receipts: by(({ receipt }) => receipt),
    clear: by(({ root }) => [...root.clear]),
    cases: by((each) => each.case),
    shownChecks: permitted.flatMap(({ shownChecks }) => shownChecks),
  };
}

/** @throws SourceFailure DENIED when the fetch asks for what the root's policy denies: a fault of ours, and nothing leaves */
function detailPassport(permitted: PermittedRoot | undefined, { coordinates, digest }: AskedFor): Passport {
  if (!permitted) throw new SourceFailure("DENIED");
  const { root, caller } = permitted;
  if (coordinates.some((coordinate) => isDenied(root.policy.decide(coordinate))))
    throw new SourceFailure("DENIED");
  return { authority: "DETAIL", caller, coordinates: digest, clear: [...root.clear] };
}

/** One operation has one caller; its scopes differ by root. */
function together(callers: readonly PassportCaller[]): PassportCaller {
  const [first] = callers;
  if (!first) throw new Error("A root fetch without a permitted root");
  return { ...first, scopes: [...new Set(callers.flatMap(({ scopes }) => scopes))] };
}
