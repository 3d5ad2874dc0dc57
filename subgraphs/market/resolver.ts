import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import type { DepartmentFacts } from "../../kernel/facts.js";
import { DepartmentFactsScalar } from "../../schema/scalars.js";
import { readFacts, readFile, type DepartmentContext } from "../kit/department.js";
import { readable, RuledBy } from "../kit/rule.js";
import { toMarketCredit } from "./file.js";
import { Subject } from "./subject.js";
import { MarketCredit } from "./types.js";

@Resolver(() => Subject)
export class MarketResolver {
  @RuledBy(readable("market"))
  @FieldResolver(() => MarketCredit, {
    nullable: true,
    description: "市场监管信用档案。The file at market supervision.",
  })
  async market(@Root() subject: Subject, @Ctx() context: DepartmentContext): Promise<MarketCredit> {
    return toMarketCredit(await readFile(subject, context));
  }

  @Directive("@inaccessible")
  @FieldResolver(() => DepartmentFactsScalar, {
    nullable: true,
    description: "市场监管事实：供判定。For the verdict.",
  })
  async marketFacts(@Root() subject: Subject, @Ctx() context: DepartmentContext): Promise<DepartmentFacts> {
    return await readFacts("market", subject, context);
  }
}
