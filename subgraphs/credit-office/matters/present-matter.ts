import { codeOf } from "../../../schema/departments.js";
import { shanghaiDayOf } from "../../../kernel/shanghai-day.js";
import type { Catalogue } from "../catalogue/catalogue.js";
import { neededSources } from "../verdict/needs.js";
import type { Matter } from "./types.js";

/** A matter of the catalogue as callers see it. @throws Error when the catalogue has no such matter. */
export function presentMatter(catalogue: Catalogue, code: string, at: Date): Matter {
  const matter = catalogue.matters.find((row) => row.code === code);
  if (!matter) throw new Error(`The catalogue has no matter ${code}`);
  return {
    code: matter.code,
    name: matter.name,
    description: matter.description,
    departments: neededSources(catalogue, code, shanghaiDayOf(at)).map(codeOf),
    forPersons: matter.forPersons,
    forOrganisations: matter.forOrganisations,
  };
}
