import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createConnection } from "mongoose";
import { databaseUrl } from "../../cli/database-url.js";
import { createKeyFiles, readPublicKeys } from "../../kernel/key-files.js";
import { freshDatabaseName, testMongoUri } from "../support/mongo.js";

const root = join(import.meta.dirname, "..", "..");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fengcha-cli-"));
  createKeyFiles(join(folder, "keys"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function fengcha(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly output: string }> {
  const own = {
    PATH: process.env["PATH"],
    FENGCHA_DATA_DIR: folder,
    FENGCHA_KEY_DIR: join(folder, "keys"),
    ...env,
  };
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "cli/main.ts", ...args],
      { cwd: root, env: own },
    );
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

describe("fengcha token", () => {
  it("makes a demo token, and says what is missing without a role", async () => {
    const made = await fengcha(["token", "--role", "clerk"]);
    expect(made).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\n$/),
    });
    expect(await fengcha(["token"])).toMatchObject({
      code: 2,
      output: expect.stringContaining("--role"),
    });
  }, 120_000);

  it("revokes any token by its id", async () => {
    const url = databaseUrl(testMongoUri(), freshDatabaseName("cli"));
    const until = "2099-12-31T18:00:00+08:00";
    const env = { GATEWAY_MONGO_URL: url };
    expect(await fengcha(["token", "revoke", "--id", "t-1", "--until", until], env)).toMatchObject({
      code: 0,
    });
    expect(await fengcha(["token", "revoke", "--id", "t-2", "--until", "tomorrow"], env)).toMatchObject({
      code: 2,
    });
    const connection = await createConnection(url).asPromise();
    const revoked = await connection.collection("revoked_tokens").find().toArray();
    await connection.dropDatabase();
    await connection.close();
    expect(revoked).toMatchObject([{ _id: "t-1", until: new Date(until) }]);
  }, 120_000);
});

describe("fengcha keys rotate", () => {
  it("publishes, then waits until it may sign", async () => {
    const keys = join(folder, "keys");
    expect(await fengcha(["keys", "rotate", keys, "--only", "job"])).toMatchObject({ code: 0 });
    expect(readPublicKeys(keys, "job")).toHaveLength(2);
    expect(await fengcha(["keys", "rotate", keys, "--only", "job", "--sign"])).toMatchObject({
      code: 1,
      output: expect.stringContaining("秒后"),
    });
  }, 120_000);
});
