import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { createKeyFiles } from "../../kernel/key-files.js";
import { startSubgraph } from "../../subgraphs/start.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fengcha-start-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it("the credit office does not start with a calendar that has faults, and asks no database before", async () => {
  const keyDir = join(folder, "keys");
  createKeyFiles(keyDir);
  writeFileSync(join(folder, "2027.yaml"), "years: []\n");
  const nowhere = "mongodb://127.0.0.1:1/nowhere";
  const starting = startSubgraph("credit-office", {
    MONGO_URL: nowhere,
    REGISTER_MONGO_URL: nowhere,
    FENGCHA_KEY_DIR: keyDir,
    FENGCHA_CALENDAR_DIR: folder,
    LOG_LEVEL: "silent",
  });
  await expect(starting).rejects.toThrow(/工作日历有 1 处错误，未载入：\n.*2027.yaml：years：没有年份/);
});
