import { readFileSync } from "node:fs";
import { Supergraph } from "@apollo/federation-internals";
import type { Command } from "commander";
import { printSchema } from "graphql";
import { createFieldPolicies } from "../../gateway/authorization/field-policy.js";
import { loadRoles } from "../../gateway/authorization/load-roles.js";
import { readSupergraph } from "../../gateway/authorization/read-supergraph.js";
import { schemaForRoles } from "../../gateway/authorization/role-schema.js";
import { supergraphFile } from "../../gateway/index.js";
import { departments } from "../../schema/departments.js";
import { loadCatalogue } from "../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { presentDisclosures } from "../../subgraphs/credit-office/matters/present-disclosures.js";

/** `fengcha schema --role R`: the schema as introspection shows it to a role, for its developers. */
export function addSchema(program: Command): void {
  program
    .command("schema")
    .description("某一角色可用的接口定义 (the schema that a role may use)")
    .requiredOption(
      "--role <role>",
      `角色 (role): ${Object.keys(loadRoles({ isDevelopment: true })).join(", ")}`,
    )
    .option("--department <name>", "数据管理员所属部门 (a data steward's own department)")
    .action(({ role, department }: { readonly role: string; readonly department?: string }) => {
      console.log(schemaOfRole(role, department ?? null));
    });
}

/** @throws Error in Chinese for a role or a department that does not exist */
export function schemaOfRole(code: string, department: string | null): string {
  const roles = loadRoles({ isDevelopment: true });
  const role = roles[code];
  if (!role) throw new Error(`没有名为 ${code} 的角色，可选 ${Object.keys(roles).join("、")} (no such role)`);
  const names: readonly string[] = departments.map(({ name }) => name);
  if (department !== null && !names.includes(department))
    throw new Error(`没有名为 ${department} 的部门，可选 ${names.join("、")} (no such department)`);
  const { supergraphSdl, rules } = readSupergraph(readFileSync(supergraphFile, "utf8"));
  const schema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
  const lists = presentDisclosures(loadCatalogue());
  return printSchema(
    schemaForRoles(
      schema,
      { roles: [role], department },
      { createPolicy: createFieldPolicies(rules), lists },
    ),
  );
}
