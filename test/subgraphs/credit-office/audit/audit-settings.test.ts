import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  parseAuditSettings,
  readAuditSettings,
} from "../../../../subgraphs/credit-office/audit/audit-settings.js";

describe("audit settings", () => {
  it("have a default for everything", () => {
    expect(readAuditSettings(undefined)).toMatchObject({
      workingHours: { from: "08:30", to: "18:00" },
      burstLooks: 30,
      subjectsOfOnePerson: 300,
    });
  });

  it("come from a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "fengcha-audit-"));
    const file = join(folder, "audit.yaml");
    writeFileSync(file, "workingHours: { from: '09:00', to: '17:30' }\nburstLooks: 12\n");
    expect(readAuditSettings(file)).toMatchObject({
      workingHours: { from: "09:00", to: "17:30" },
      burstLooks: 12,
      burstMinutes: 10,
    });
    rmSync(folder, { recursive: true });
  });

  it("name what is wrong", () => {
    expect(() => parseAuditSettings({ burstlooks: 12 })).toThrow("burstlooks");
    expect(() => parseAuditSettings({ burstLooks: 0 })).toThrow("burstLooks");
    expect(() => parseAuditSettings({ workingHours: { from: "24:00", to: "18:00" } })).toThrow("08:30");
    expect(() => parseAuditSettings({ workingHours: { from: "18:00", to: "08:30" } })).toThrow("from");
  });
});
