import { describe, expect, it } from "@jest/globals";
import { readConfig } from "../../gateway/config.js";
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
});
