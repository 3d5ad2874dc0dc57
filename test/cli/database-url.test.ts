import { describe, expect, it } from "@jest/globals";
import { databaseUrl } from "../../cli/database-url.js";

describe("databaseUrl", () => {
  it.each([
    ["mongodb://127.0.0.1:27017/?replicaSet=x", "mongodb://127.0.0.1:27017/tax?replicaSet=x"],
    ["mongodb://a:1,b:2,c:3/?replicaSet=x", "mongodb://a:1,b:2,c:3/tax?replicaSet=x"],
    [
      "mongodb://user:p%40ss@a:1,b:2/other?authSource=admin",
      "mongodb://user:p%40ss@a:1,b:2/tax?authSource=admin",
    ],
    ["mongodb+srv://cluster", "mongodb+srv://cluster/tax"],
  ])("%s", (uri, expected) => {
    expect(databaseUrl(uri, "tax")).toBe(expected);
  });

  it("refuses what is no MongoDB URI, and does not repeat it: it may hold a password", () => {
    expect(() => databaseUrl("http://user:secret@host", "tax")).toThrow(/^(?!.*secret)/);
  });
});
