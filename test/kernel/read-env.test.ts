import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mongoUrl, readEnv } from "../../kernel/read-env.js";

const folder = mkdtempSync(join(tmpdir(), "fengcha-env-"));
const file = join(folder, "address");
const address =
  "mongodb://tax:secret@mongo-1:27017,mongo-2:27017,mongo-3:27017/fengcha_tax?replicaSet=fengcha";

beforeAll(() => {
  writeFileSync(file, `${address}\n`);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("readEnv", () => {
  it("reads a secret from the file that NAME_FILE names, without the line break at its end", () => {
    expect(readEnv({ MONGO_URL_FILE: file }, ["MONGO_URL"])).toMatchObject({ MONGO_URL: address });
  });

  it("leaves what is no secret alone, also when it ends in _FILE", () => {
    expect(readEnv({ HOST: "::1", FENGCHA_ISSUERS_FILE: "x" }, ["MONGO_URL"])).toEqual({
      HOST: "::1",
      FENGCHA_ISSUERS_FILE: "x",
    });
  });

  it("refuses both a value and a file, without telling the value", () => {
    const both = (): unknown => readEnv({ MONGO_URL: address, MONGO_URL_FILE: file }, ["MONGO_URL"]);
    expect(both).toThrow(/MONGO_URL or MONGO_URL_FILE/);
    expect(both).not.toThrow(/secret/);
  });

  it("names the variable whose file cannot be read", () => {
    const missing = (): unknown => readEnv({ MONGO_URL_FILE: join(folder, "none") }, ["MONGO_URL"]);
    expect(missing).toThrow(/MONGO_URL_FILE/);
  });
});

describe("mongoUrl", () => {
  it.each([
    address,
    "mongodb://127.0.0.1:27017",
    "mongodb://h/db?replicaSet=x",
    "mongodb+srv://cluster.example/db",
  ])("accepts %s", (text) => {
    expect(mongoUrl.safeParse(text).success).toBe(true);
  });

  it.each(["", "http://h/db", "mongodb://", "mongodb:///db", "mongodb://h/d b"])("refuses %j", (text) => {
    expect(mongoUrl.safeParse(text).success).toBe(false);
  });
});
