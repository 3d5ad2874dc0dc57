import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import type { DepartmentFacts } from "../../kernel/facts.js";
import { DepartmentFactsScalar } from "../../schema/scalars.js";
import { readFacts, readFile, type DepartmentContext } from "../kit/department.js";
import { readable, RuledBy } from "../kit/rule.js";
import { toTaxCredit } from "./file.js";
import { Subject } from "./subject.js";
import { TaxCredit } from "./types.js";

@Resolver(() => Subject)
export class TaxResolver {
  @RuledBy(readable("tax"))
  @FieldResolver(() => TaxCredit, {
    nullable: true,
    description: "税务信用档案。The file at the tax authority.",
  })
  async tax(@Root() subject: Subject, @Ctx() context: DepartmentContext): Promise<TaxCredit> {
    return toTaxCredit(await readFile(subject, context));
  }

  @Directive("@inaccessible")
  @FieldResolver(() => DepartmentFactsScalar, {
    nullable: true,
    description: "税务事实：供判定。For the verdict.",
  })
  async taxFacts(@Root() subject: Subject, @Ctx() context: DepartmentContext): Promise<DepartmentFacts> {
    return await readFacts("tax", subject, context);
  }
}
