import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import type { DepartmentFacts } from "../../kernel/facts.js";
import { DepartmentFactsScalar } from "../../schema/scalars.js";
import { readFacts, readFile, type DepartmentContext } from "../kit/department.js";
import { readable, RuledBy } from "../kit/rule.js";
import { toHrssCredit } from "./file.js";
import { Subject } from "./subject.js";
import { HrssCredit } from "./types.js";

@Resolver(() => Subject)
export class HrssResolver {
  @RuledBy(readable("hrss"))
  @FieldResolver(() => HrssCredit, {
    nullable: true,
    description: "人社信用档案。The file at human resources and social security.",
  })
  async hrss(@Root() subject: Subject, @Ctx() context: DepartmentContext): Promise<HrssCredit> {
    return toHrssCredit(await readFile(subject, context));
  }

  @Directive("@inaccessible")
  @FieldResolver(() => DepartmentFactsScalar, {
    nullable: true,
    description: "人社事实：供判定。For the verdict.",
  })
  async hrssFacts(@Root() subject: Subject, @Ctx() context: DepartmentContext): Promise<DepartmentFacts> {
    return await readFacts("hrss", subject, context);
  }
}
