import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { namedCases } from "../../cli/sample/named-cases.js";
import { loadRoles } from "../../gateway/authorization/load-roles.js";
import { displayIdentifier } from "../../kernel/identifier.js";
import { decisions } from "../../subgraphs/credit-office/verdict/verdict.js";
import { readmes, readText, root, tableOf } from "./markdown.js";

const pages = [
  ...readmes,
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...["docs/operations", "docs/decisions"].flatMap((folder) => pagesIn(folder)),
];

function pagesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
}

describe.each(readmes)("%s", (file) => {
  it("names every role with what it may ask for", () => {
    const roles = Object.entries(loadRoles({ isDevelopment: true })).map(
      ([role, { name, fields, matters }]) => {
        return { role, name, fields: fields.join(" "), matters: matters === "*" ? "all" : matters.join(" ") };
      },
    );
    const written = tableOf(file, "Role", "角色").map(([role, name, fields, matters]) => {
      return { role, name, fields, matters: matters?.replace("全部", "all") };
    });
    expect(written).toEqual(roles);
  });

  it("walks through the twelve cases with their expected decisions", () => {
    const cases = namedCases(new Date("2026-11-21T04:00:00Z"), Buffer.alloc(32)).map((each) => {
      const identifiers = each.identifiers.map(displayIdentifier).join(" ");
      return [each.name, identifiers, each.matter, each.role, each.expected];
    });
    const written = tableOf(file, "Case", "案例").map((row) => row.slice(0, 5));
    expect(written).toEqual(cases);
  });

  it("explains every decision, from weak to strong", () => {
    expect(tableOf(file, "Decision", "判定").map(([decision]) => decision)).toEqual([...decisions]);
  });

  it("has the sections of the other language", () => {
    const shapeOf = (page: string): string[] =>
      [...readText(page).matchAll(/^(#+) |^(```\w+)/gm)].map(([mark]) => mark.trim());
    expect(shapeOf(file)).toEqual(shapeOf("README.md"));
  });
});

describe.each(pages)("%s", (file) => {
  it("links to files that exist", () => {
    const links = [...readText(file).matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)].map(([, target]) => target ?? "");
    const missing = links.filter((target) => !existsSync(join(root, dirname(file), target)));
    expect(missing).toEqual([]);
  });

  it("names no machine's paths and no registry", () => {
    expect(readText(file)).not.toMatch(
      /(^|[\s`"'])\/(work|home|root|tmp)\/|https?:\S*(registry|mirror|pypi)/i,
    );
  });
});

describe("docs/decisions", () => {
  it("tells of each decision its status, context, what was decided and what follows", () => {
    for (const page of pagesIn("docs/decisions")) {
      const headings = [...readText(page).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
      expect(headings).toEqual(["Context", "Decision", "Consequences"]);
      expect(readText(page)).toMatch(/^# \d{4} .*\n\nStatus: (accepted|superseded by \d{4})$/m);
    }
  });
});
