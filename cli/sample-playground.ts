import type { KeyObject } from "node:crypto";
import { loadRoles } from "../gateway/authorization/load-roles.js";
import type { HttpOptions } from "../gateway/http/http-server.js";
import { openPlayground } from "../gateway/http/playground/open-playground.js";
import { isDemoRole, mintDemoToken } from "../gateway/identity/development-token.js";
import { namedCases, type CaseName } from "./sample/named-cases.js";

interface SamplePlaygroundParts {
  readonly developmentKey: KeyObject;
  readonly personKey: Buffer;
  readonly clock: () => Date;
}

/** The playground over the named cases of the sample data. The subject that looks at its own file is the debtor. */
export function openSamplePlayground({
  developmentKey,
  personKey,
  clock,
}: SamplePlaygroundParts): HttpOptions["pages"][number] {
  const cases = namedCases(clock(), personKey);
  const identifiersOf = (name: CaseName): readonly string[] =>
    cases.find((each) => each.name === name)?.identifiers ?? [];
  const [debtorUscc = ""] = identifiersOf("dishonest-debtor");
  const debtor = cases.find(({ name }) => name === "dishonest-debtor");
  return openPlayground({
    mintToken(role) {
      if (!isDemoRole(role)) throw new Error(`no demo role ${role}`);
      const subject = role === "subject" ? { subject: debtorUscc } : {};
      return mintDemoToken({ role, ...subject }, clock(), developmentKey);
    },
    roles: Object.entries(loadRoles({ isDevelopment: true })).map(([role, { name }]) => ({ role, title: name })),
    examples: { },
  });
}
