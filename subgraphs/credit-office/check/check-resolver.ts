import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { requiredFacts } from "../../../schema/departments.js";
import { caseFor, receiptFor, rootCallerOf } from "../../kit/root-passport.js";
import type { OfficeContext } from "../office-context.js";
import { presentMatter } from "../matters/present-matter.js";
import type { Decision } from "../verdict/verdict.js";
import type { OpenedCheck } from "./check-record.js";
import type { AnsweredCheck } from "./check-reference.js";
import { DecisionEnum } from "./enums.js";
import { openCheck } from "./open-check.js";
import { presentGroups, presentResults, presentSubject } from "./present-check.js";
import { Check, CheckInput, CheckResult, GroupResult } from "./types.js";
import { RootField } from "../../kit/root-field.js";

@Resolver(() => Check)
export class CheckResolver {
  @Directive("@authenticated")
  @Query(() => Check, {
    nullable: true,
    description:
      "逢办必查：为一个事项、一个办件核查主体，先登记后答复。Check subjects for one matter and one case.",
  })
  async check(
    @Arg("input", () => CheckInput, { description: "核查内容。What to check." }) input: CheckInput,
    @RootField() responseName: string,
    @Ctx() context: OfficeContext,
  ): Promise<Check> {
    const { unit } = rootCallerOf(context);
    const receipt = receiptFor(responseName, context);
    const window = caseFor(responseName, context)?.window ?? null;
    const opened = await openCheck({ input, receipt, unit, window, now: context.now }, context.store);
    await context.store.checks.open(opened);
    return presentCheck(opened, context, everySubject(opened));
  }

  @Directive("@authenticated")
  @Query(() => Check, {
    nullable: true,
    description: "按回执查看以前的核查；不存在的与无权查看的同样为空。A check made before.",
  })
  async checkByReceipt(
    @Arg("receipt", () => ID, { description: "回执号。Receipt." }) receipt: string,
    @Ctx() context: OfficeContext,
  ): Promise<Check | null> {
    const [opened, decided] = await Promise.all([
      context.store.checks.opened(receipt),
      context.store.checks.decided(receipt),
    ]);
    // No subjects: what was decided then is shown, nobody is asked again.
    return opened && decided ? presentCheck(opened, context, []) : null;
  }

  @Directive(`@requires(fields: "${requiredFacts}")`)
  @FieldResolver(() => DecisionEnum, {
    description: "全部结果中最强的判定，仅为汇总。The strongest of the results.",
  })
  decision(@Root() { decided }: AnsweredCheck): Decision {
    return decided.decision;
  }

  @Directive(`@requires(fields: "${requiredFacts}")`)
  @FieldResolver(() => [CheckResult], {
    description: "各主体的结果，按填写顺序。Results in the order written.",
  })
  results(@Root() { opened, decided }: AnsweredCheck): CheckResult[] {
    return presentResults(opened, decided);
  }

  @Directive(`@requires(fields: "${requiredFacts}")`)
  @FieldResolver(() => [GroupResult], { description: "各联合体的结果。Results of the consortia." })
  groups(@Root() { opened, decided }: AnsweredCheck): GroupResult[] {
    return presentGroups(opened, decided);
  }
}

function presentCheck(opened: OpenedCheck, { store }: OfficeContext, subjects: Check["subjects"]): Check {
  return {
    receipt: opened.receipt,
    matter: presentMatter(store.catalogue, opened.matter, new Date(opened.asOf)),
    caseNumber: opened.caseNumber,
    asOf: opened.asOf,
    historical: opened.historical,
    catalogueVersion: opened.catalogueVersion,
    subjects,
  };
}

function everySubject(opened: OpenedCheck): Check["subjects"] {
  return opened.subjects
    .map((_, position) => presentSubject(opened, position))
    .filter((subject) => subject !== null);
}
