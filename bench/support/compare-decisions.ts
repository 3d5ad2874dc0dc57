import Table from "cli-table3";
import type { NamedCase } from "../../cli/sample/named-cases.js";
import type { DemoRole } from "../../gateway/identity/development-token.js";
import { runCallers, type Answered } from "./callers.js";
import { bodyOf, groupChecks, readDecisions, type Decisions } from "./check-requests.js";

/** A system that can be asked. */
interface Shape {
  readonly name: string;
  readonly url: string;
}

/** A fresh demo token. */
export type MintToken = (role: DemoRole) => string;

/** Decides the named cases in every shape; each must come out as the README says. @throws Error when one does not */
export async function compareNamedCases(
  shapes: readonly Shape[],
  cases: readonly NamedCase[],
  mintToken: MintToken,
): Promise<string> {
  const head = ["case", "expected", ...shapes.map(({ name }) => name)];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { name, matter, caseNumber, identifiers, groups, role, expected } of cases) {
    const body = bodyOf({ matter, caseNumber, subjects: identifiers, ...(groups && { groups }) });
    const decisions: string[] = [];
    for (const shape of shapes) {
      const { decision } = readDecisions(await askOnce(shape, body, mintToken(role)));
      decisions.push(decision);
    }
    table.push([name, expected, ...decisions]);
    if (decisions.some((decision) => decision !== expected))
      throw new Error(`Wrong decision\n${table.toString()}`);
  }
  return table.toString();
}

/** Every organisation's decision, the same in every shape and complete. @throws Error when one is not */
export async function compareOrganisations(
  shapes: readonly Shape[],
  organisations: readonly string[],
  mintToken: MintToken,
): Promise<Decisions> {
  const found = await Promise.all(shapes.map((shape) => decisionsOf(shape, organisations, mintToken)));
  const [expected = new Map<string, string>()] = found;
  for (const subject of organisations) {
    const decisions = found.map((each) => each.get(subject));
    const isAgreed = new Set(decisions).size === 1 && decisions[0] !== undefined;
    if (!isAgreed || decisions[0] === "INCOMPLETE") {
      throw new Error(`No common decision for ${subject}: ${decisions.map(String).join(", ")}`);
    }
  }
  return expected;
}

async function decisionsOf(
  shape: Shape,
  organisations: readonly string[],
  mintToken: MintToken,
): Promise<Decisions> {
  const size = 500;
  const decisions = new Map<string, string>();
  for (const input of groupChecks(organisations, size, Math.ceil(organisations.length / size))) {
    const answer = readDecisions(await askOnce(shape, bodyOf(input), mintToken("procurement")));
    for (const [subject, decision] of answer.decisions) decisions.set(subject, decision);
  }
  return decisions;
}

async function askOnce({ url }: Shape, body: string, token: string): Promise<Answered> {
  const { answers } = await runCallers({ url, token, bodies: [body], first: 0, callers: 1, seconds: 0 });
  const [answer] = answers;
  if (!answer) throw new Error("a caller got no answer");
  return answer;
}
