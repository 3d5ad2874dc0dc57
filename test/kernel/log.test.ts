import { describe, expect, it } from "@jest/globals";
import { GraphQLError } from "graphql";
import { createLog, factsOfError } from "../../kernel/log.js";

const idNumber = "321302199003071230";

describe("createLog", () => {
  it("writes only the facts that are allowed, whatever it is handed", () => {
    const lines: string[] = [];
    const log = createLog({ level: "info", write: (line) => lines.push(line) });
    log.info(
      { receipt: "FC-1", identifier: idNumber, name: "张三", token: "eyJ", error: new Error(idNumber) },
      "check.done",
    );
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ event: "check.done", receipt: "FC-1" });
    for (const secret of [idNumber, "张三", "eyJ"]) expect(lines[0]).not.toContain(secret);
  });
});

describe("factsOfError", () => {
  it("tells the kind of an error and where it came from, never its message", () => {
    const described = factsOfError(new RangeError(`not a day: ${idNumber}`));
    expect(described.errorName).toBe("RangeError");
    expect(described.errorStack).toContain("log.test.ts");
    expect(JSON.stringify(described)).not.toContain(idNumber);
  });

  it("looks behind GraphQL's wrapping", () => {
    const wrapped = new GraphQLError("x", { originalError: new TypeError("y") });
    expect(factsOfError(wrapped).errorName).toBe("TypeError");
  });

  it("says nothing of a message of several lines", () => {
    const described = factsOfError(new Error(`first\n    at ${idNumber} of the record\nlast`));
    expect(JSON.stringify(described)).not.toContain(idNumber);
    expect(described.errorStack).toContain("log.test.ts");
  });

  it("bears anything that is thrown", () => {
    for (const thrown of ["text", 42, null, undefined, { originalError: "text" }]) {
      expect(factsOfError(thrown).errorStack).toBe("");
    }
  });
});
