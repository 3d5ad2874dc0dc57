import { describe, expect, it } from "@jest/globals";
import { readConfig } from "../../gateway/config.js";
import { defaultConnectionLimits } from "../../gateway/http/connection-limits.js";
import { connectionLimitsOf, httpSettings, operationLimitsOf } from "../../gateway/http/http-settings.js";
import { defaultOperationLimits } from "../../gateway/http/limits/operation-limits.js";
import { rateLimitsOf, rateLimitVariables } from "../../gateway/limits/rate-limit-settings.js";
import { tableOf } from "../docs/markdown.js";
import { isLoopback } from "../../gateway/loopback.js";
import { sources } from "../../schema/departments.js";

const urls = Object.fromEntries(
  sources.map(({ name }) => [
    `FENGCHA_${name.toUpperCase().replaceAll("-", "_")}_URL`,
    `http://${name}:4001/graphql`,
  ]),
);
const env = {
  ...urls,
  FENGCHA_KEY_DIR: "/keys",
  FENGCHA_ISSUERS_FILE: "/issuers.yaml",
  FENGCHA_GRANTS_FILE: "/grants.yaml",
  REGISTER_CHECKPOINT_FILE: "/checkpoints.jsonl",
  REGISTER_MONGO_URL: "mongodb://mongo/register",
  GATEWAY_MONGO_URL: "mongodb://mongo/gateway",
};

describe("readConfig", () => {
  it("fills in defaults; one department's deadline may differ", () => {
    const config = readConfig({ ...env, FENGCHA_TAX_DEADLINE_MS: "500" });
    expect(config.PORT).toBe(4000);
    expect(config.deadlines).toMatchObject({ tax: 500, courts: 2000, "credit-office": 2000 });
    expect(config.urls.courts).toBe("http://courts:4001/graphql");
  });

  it("names every variable that is missing or wrong at once", () => {
    const read = () => readConfig({ PORT: "many", FENGCHA_TAX_URL: "nowhere" });
    for (const name of [
      "PORT",
      "FENGCHA_KEY_DIR",
      "REGISTER_MONGO_URL",
      "FENGCHA_TAX_URL",
      "FENGCHA_CREDIT_OFFICE_URL",
    ]) {
      expect(read).toThrow(name);
    }
  });

  it("allows development on a loopback address only, and production only with issuers and grants", () => {
    expect(() => readConfig({ ...env, FENGCHA_ENV: "development", HOST: "0.0.0.0" })).toThrow("loopback");
    expect(readConfig({ ...env, FENGCHA_ENV: "development", HOST: "127.0.0.1" }).FENGCHA_ENV).toBe(
      "development",
    );
    expect(() => readConfig({ ...env, FENGCHA_ISSUERS_FILE: undefined })).toThrow("FENGCHA_ISSUERS_FILE");
    expect(() => readConfig({ ...env, FENGCHA_GRANTS_FILE: undefined })).toThrow("FENGCHA_GRANTS_FILE");
    expect(
      readConfig({
        ...env,
        FENGCHA_ENV: "development",
        FENGCHA_ISSUERS_FILE: undefined,
        FENGCHA_GRANTS_FILE: undefined,
      }).FENGCHA_GRANTS_FILE,
    ).toBeUndefined();
  });

  it("knows which addresses are of this machine only", () => {
    expect(["127.0.0.1", "127.8.8.8", "::1", "localhost"].every(isLoopback)).toBe(true);
    expect(["0.0.0.0", "10.0.0.1", "127.0.0.1.example.com", ""].some(isLoopback)).toBe(false);
  });

  it("has defaults for every limit of the door, and takes what is set", () => {
    const config = readConfig({
      ...env,
      FENGCHA_MAX_DEPTH: "9",
      HEADERS_TIMEOUT_MS: "700",
      FENGCHA_BEHIND_TLS: "true",
    });
    const { maxDepth, ...operations } = operationLimitsOf(config);
    expect(maxDepth).toBe(9);
    expect(defaultOperationLimits).toMatchObject(operations);
    const { headersTimeoutMs, ...connections } = connectionLimitsOf(config);
    expect(headersTimeoutMs).toBe(700);
    expect(defaultConnectionLimits).toMatchObject(connections);
    expect(config).toMatchObject({ BODY_LIMIT_BYTES: 4 * 1024 * 1024, FENGCHA_BEHIND_TLS: true });
  });

  it("refuses to be exclusive about persisted operations without any", () => {
    expect(() => readConfig({ ...env, FENGCHA_PERSISTED_ONLY: "true" })).toThrow(
      "FENGCHA_PERSISTED_MANIFEST",
    );
    const both = { FENGCHA_PERSISTED_ONLY: "true", FENGCHA_PERSISTED_MANIFEST: "/manifest.json" };
    expect(readConfig({ ...env, ...both }).FENGCHA_PERSISTED_ONLY).toBe(true);
  });

  it("reads rate limits, none below the largest check, and keeps them out of the way of development", () => {
    const set = {
      FENGCHA_LIMIT_UNIT_PER_MINUTE: "700",
      FENGCHA_LIMIT_MATTERS_PER_MINUTE: "RECRUITMENT=500,LICENCE=900",
    };
    expect(rateLimitsOf(readConfig({ ...env, ...set }), { isDevelopment: false })).toEqual({
      caller: 3000,
      unit: 700,
      matter: 200_000,
      matters: { RECRUITMENT: 500, LICENCE: 900 },
    });
    expect(rateLimitsOf(readConfig(env), { isDevelopment: true }).caller).toBeGreaterThan(1_000_000);
    for (const wrong of [
      { FENGCHA_LIMIT_CALLER_PER_MINUTE: "499" },
      { FENGCHA_LIMIT_MATTERS_PER_MINUTE: "RECRUITMENT=499" },
      { FENGCHA_LIMIT_MATTERS_PER_MINUTE: "RECRUITMENT" },
    ]) {
      expect(() => readConfig({ ...env, ...wrong })).toThrow(Object.keys(wrong)[0]);
    }
  });

  it("stands in the documentation, variable by variable, with its default", () => {
    const rows = [
      ...tableOf("docs/operations/configuration.md", "Variable"),
      ...tableOf("docs/operations/configuration.md", "Variable of a limit"),
    ];
    const written = new Map(rows.map(([name, fallback]) => [name ?? "", fallback ?? ""]));
    for (const [name, schema] of Object.entries({ ...httpSettings, ...rateLimitVariables })) {
      const { data } = schema.safeParse(undefined);
      const isRate = name.startsWith("FENGCHA_LIMIT_") && !name.includes("MATTERS");
      const fallback = isRate
        ? /^[1-9]\d+$/
        : new RegExp(`^${data === undefined ? "–" : JSON.stringify(data)}$`);
      expect([name, written.get(name)]).toEqual([name, expect.stringMatching(fallback)]);
    }
  });
});
