import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { errorTable } from "../../kernel/error-table.js";

const testFolder = join(import.meta.dirname, "..");

describe("the error table", () => {
  it("has no code that no test expects", () => {
    const tests = readdirSync(testFolder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => readFileSync(join(testFolder, name), "utf8"))
      .join("\n");
    expect(Object.keys(errorTable).filter((code) => !tests.includes(`"${code}"`))).toEqual([]);
  });
});
