import { describe, expect, it } from "@jest/globals";
import { errorTable } from "../../kernel/error-table.js";
import { readmes, tableOf } from "./markdown.js";

describe.each(readmes)("the error table of %s", (file) => {
  const rows = tableOf(file, "Code", "错误码");

  it("is the table in the code: codes, statuses, messages, in its order", () => {
    const written = rows.map(([code, status, zh]) => ({ code, status: Number(status), zh }));
    expect(written).toEqual(
      Object.entries(errorTable).map(([code, { status, zh }]) => ({ code, status, zh })),
    );
  });

  it("says of each code when it comes", () => {
    for (const [, , , when] of rows) expect(when).not.toBe("");
  });
});
