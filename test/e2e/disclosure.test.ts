import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readSecret } from "../../kernel/key-files.js";
import { fileEverything, fullFileNow, fullFileUscc } from "../support/full-file.js";
import { proveDisclosure } from "../support/prove-disclosure.js";
import { createRecorder } from "../support/recording-source.js";
import { startTestSystem, type TestSystem } from "../support/test-system.js";

const recorder = createRecorder();
let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ clock: () => fullFileNow, wrapSource: recorder.wrapSource });
  await fileEverything(system, readSecret(system.keyDir, "person"));
}, 120_000);
afterAll(async () => {
  await system.close();
});

const purpose = { matter: "PROCUREMENT_BID", caseNumber: "DS-2026-0001" };
const variables = { identifier: fullFileUscc, purpose };
const subjectOf = (selection: string): string =>
  `query ($identifier: String!, $purpose: PurposeInput!) { subject(identifier: $identifier, purpose: $purpose) { ${selection} } }`;

describe("what a role and a matter disclose", () => {
  it("promise 9: never holds a denied field, in data, fetches or errors, however it is asked for", async () => {
    const { denied, shown } = await proveDisclosure(system, recorder, { numRuns: 60, seed: 9 });
    expect(denied).toBeGreaterThan(200);
    expect(shown).toBeGreaterThan(200);
  }, 120_000);

  it("is told field by field: code, place, reason and how often", async () => {
    const { data, errors } = await system.ask(
      "clerk",
      subjectOf(
        "tax { arrears { recordId balance b: balance } } market { registration { name legalRepresentative } }",
      ),
      variables,
    );
    expect(data.subject.tax).toEqual({ arrears: [{ recordId: "TAX_ARREARS", balance: null, b: null }] });
    expect(data.subject.market.registration.legalRepresentative).toBe("王**");
    expect(errors).toEqual([
      {
        message: "当前角色无权查看此字段：TaxArrears.balance，当前角色无权查看",
        path: ["subject", "tax", "arrears", 0, "balance"],
        extensions: {
          code: "UNAUTHORIZED_FIELD_OR_TYPE",
          reason: "NO_SCOPE",
          coordinate: "TaxArrears.balance",
          count: 2,
        },
      },
    ]);
  });

  it("lists what is masked", async () => {
    const answer = await system.ask(
      "clerk",
      subjectOf("market { registration { name legalRepresentative } }"),
      variables,
    );
    expect(JSON.parse(answer.text).extensions).toEqual({
      disclosure: {
        masked: [
          {
            coordinate: "Registration.legalRepresentative",
            path: ["subject", "market", "registration", "legalRepresentative"],
            count: 1,
          },
        ],
      },
    });
  });

  it("asks nobody when a client refuses an answer with holes, and registers the refusal", async () => {
    recorder.reset();
    const answer = await system.askWith("clerk", subjectOf("name tax { arrears { balance } }"), variables, {
      onDenied: "REFUSE",
    });
    expect([answer.status, answer.data]).toEqual([403, undefined]);
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(["UNAUTHORIZED_FIELD_OR_TYPE"]);
    expect(recorder.fetches).toEqual([]);
    const whole = await system.askWith("clerk", subjectOf("name"), variables, { onDenied: "REFUSE" });
    expect([whole.status, whole.errors]).toEqual([200, []]);
    const wrong = await system.askWith("clerk", subjectOf("name"), variables, { onDenied: "maybe" });
    expect(wrong.errors[0]?.extensions.code).toBe("BAD_REQUEST");
  });

  it("asks nobody for a root of which everything is denied", async () => {
    recorder.reset();
    const { data, errors } = await system.ask("clerk", subjectOf("tax { arrears { balance } }"), variables);
    expect([data, errors.length, recorder.fetches.length]).toEqual([{ subject: null }, 1, 0]);
  });

  it("keeps two purposes of one operation apart", async () => {
    const query = `query ($identifier: String!, $bid: PurposeInput!, $licence: PurposeInput!) {
      bid: subject(identifier: $identifier, purpose: $bid) { tax { penalties { amount } } market { registration { name } } }
      licence: subject(identifier: $identifier, purpose: $licence) { tax { penalties { amount } } market { registration { name } } } }`;
    const { data, errors } = await system.ask("officer", query, {
      identifier: fullFileUscc,
      bid: purpose,
      licence: { ...purpose, matter: "LICENCE" },
    });
    expect(data.bid.tax).toEqual({ penalties: [{ amount: "20000.00" }] });
    expect(data.licence.tax).toBeNull();
    expect(data.licence.market.registration.name).toBe("示例有限公司");
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ path: ["licence", "tax", "penalties"], extensions: { count: 1 } });
  });

  it("takes as long and says the same whether or not there is anything on file", async () => {
    const ask = async (identifier: string) => {
      recorder.reset();
      const { data, errors } = await system.ask(
        "clerk",
        subjectOf("id name tax { arrears { balance } } hrss { penalties { amount } }"),
        { identifier, purpose: { ...purpose, matter: "HONOUR" } },
      );
      expect(errors).toHaveLength(2);
      const { tax, hrss } = data.subject;
      return { tax, hrss, errors, fetches: recorder.fetches.map(({ source }) => source) };
    };
    const { identifiers } = system.named("clean");
    expect(await ask(fullFileUscc)).toEqual(await ask(identifiers[0] ?? ""));
  });

  it("shows a role only the part of the schema that it may use", async () => {
    const typesOf = async (role: "clerk" | "auditor"): Promise<string[]> => {
      const { data } = await system.ask(
        role,
        "{ __schema { types { name } queryType { fields { name } } } }",
      );
      return [...data.__schema.types, ...data.__schema.queryType.fields].map(
        ({ name }: { name: string }) => name,
      );
    };
    const clerk = await typesOf("clerk");
    const auditor = await typesOf("auditor");
    expect(clerk).toContain("TaxRating");
    expect(clerk).not.toContain("accessLog");
    expect(auditor).toContain("accessLog");
    expect(auditor).not.toContain("TaxRating");
    const { data } = await system.ask("auditor", '{ __type(name: "TaxRating") { name } }');
    expect(data.__type).toBeNull();
  });
});
