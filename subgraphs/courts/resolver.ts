import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import type { DepartmentFacts } from "../../kernel/facts.js";
import { DepartmentFactsScalar } from "../../schema/scalars.js";
import { readFacts, readFile, type DepartmentContext } from "../kit/department.js";
import { readable, RuledBy } from "../kit/rule.js";
import { toCourtsCredit } from "./file.js";
import { Subject } from "./subject.js";
import { CourtsCredit } from "./types.js";

@Resolver(() => Subject)
export class CourtsResolver {
  @RuledBy(readable("courts"))
  @FieldResolver(() => CourtsCredit, { nullable: true, description: "法院信用档案。The file at the courts." })
  async courts(@Root() subject: Subject, @Ctx() context: DepartmentContext): Promise<CourtsCredit> {
    return toCourtsCredit(await readFile(subject, context));
  }

  @Directive("@inaccessible")
  @FieldResolver(() => DepartmentFactsScalar, {
    nullable: true,
    description: "法院事实：供判定。For the verdict.",
  })
  async courtsFacts(@Root() subject: Subject, @Ctx() context: DepartmentContext): Promise<DepartmentFacts> {
    return await readFacts("courts", subject, context);
  }
}
