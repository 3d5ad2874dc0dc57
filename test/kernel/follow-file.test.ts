import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { followFile } from "../../kernel/follow-file.js";

let folder: string;
let file: string;
let elapsedMs = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fengcha-follow-"));
  file = join(folder, "file");
  writeFileSync(file, "1");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const parse = (text: string): number => {
  const number = Number(text);
  if (Number.isNaN(number)) throw new Error("no number");
  return number;
};
const follow = (onUnreadable?: () => void) =>
  followFile(file, parse, { stopwatch: () => elapsedMs, ...(onUnreadable && { onUnreadable }) });
const replace = (text: string): void => {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
};

describe("followFile", () => {
  it("says what the file says, a second after it was replaced or rewritten", () => {
    const current = follow();
    replace("2");
    expect(current()).toBe(1);
    elapsedMs += 1000;
    expect(current()).toBe(2);
    writeFileSync(file, "3");
    elapsedMs += 1000;
    expect(current()).toBe(3);
  });

  it("keeps what it read while the file is missing or broken, tells so, and recovers by itself", () => {
    let told = 0;
    const current = follow(() => (told += 1));
    replace("broken");
    for (let seconds = 0; seconds < 3; seconds += 1) {
      elapsedMs += 1000;
      expect(current()).toBe(1);
    }
    expect(told).toBe(1);
    rmSync(file);
    elapsedMs += 1000;
    expect(current()).toBe(1);
    expect(told).toBe(2);
    replace("4");
    elapsedMs += 1000;
    expect(current()).toBe(4);
  });

  it("does not start with a file that is missing or broken", () => {
    replace("broken");
    expect(() => follow()).toThrow("no number");
    rmSync(file);
    expect(() => follow()).toThrow("ENOENT");
  });
});
