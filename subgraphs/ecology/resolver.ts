import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import type { DepartmentFacts } from "../../kernel/facts.js";
import { DepartmentFactsScalar } from "../../schema/scalars.js";
import { readFacts, readFile, type DepartmentContext } from "../kit/department.js";
import { readable, RuledBy } from "../kit/rule.js";
import { toEcologyCredit } from "./file.js";
import { Subject } from "./subject.js";
import { EcologyCredit } from "./types.js";

@Resolver(() => Subject)
export class EcologyResolver {
  @RuledBy(readable("ecology"))
  @FieldResolver(() => EcologyCredit, {
    nullable: true,
    description: "生态环境信用档案。The file at the ecology and environment authority.",
  })
  async ecology(@Root() subject: Subject, @Ctx() context: DepartmentContext): Promise<EcologyCredit> {
    return toEcologyCredit(await readFile(subject, context));
  }

  @Directive("@inaccessible")
  @FieldResolver(() => DepartmentFactsScalar, {
    nullable: true,
    description: "生态环境事实：供判定。For the verdict.",
  })
  async ecologyFacts(@Root() subject: Subject, @Ctx() context: DepartmentContext): Promise<DepartmentFacts> {
    return await readFacts("ecology", subject, context);
  }
}
