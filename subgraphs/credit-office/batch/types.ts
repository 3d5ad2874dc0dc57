import { Directive, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { registerAs } from "../../../schema/enums.js";
import { CheckResult } from "../check/types.js";
import { DecisionEnum } from "../check/enums.js";
import type { Decision } from "../verdict/verdict.js";

export const batchStates = ["QUEUED", "RUNNING", "DONE", "FAILED", "CANCELLED"] as const;
export type BatchStateName = (typeof batchStates)[number];

const stateZh: Record<BatchStateName, string> = {
  QUEUED: "等待",
  RUNNING: "进行中",
  DONE: "完成",
  FAILED: "失败",
  CANCELLED: "已取消",
};

export const BatchStateEnum = registerAs(batchStates, {
  name: "BatchState",
  description: "批量审查的状态。State of a batch.",
  zhOf: (state) => stateZh[state],
});

@InputType({ description: "批量审查的输入。What to check in the background." })
export class BatchInput {
  @Field(() => ID, { description: "事项编码。Matter code." })
  matter!: string;

  @Field(() => String, { description: "办件编号。Case number." })
  caseNumber!: string;

  @Field(() => [String], { description: "统一社会信用代码或公民身份号码。USCC or ID numbers." })
  subjects!: string[];

  @Field(() => String, {
    nullable: true,
    description: "幂等键：同一单位用同一键重复提交，只审查一次。Idempotency key.",
  })
  idempotencyKey!: string | null;
}

@Directive("@authenticated")
@ObjectType({ simpleResolvers: true, description: "某一判定的数量。How many subjects have a decision." })
export class DecisionCount {
  @Field(() => DecisionEnum, { description: "判定。Decision." })
  decision!: Decision;

  @Field(() => Int, { description: "数量。Count." })
  count!: number;
}

@Directive("@authenticated")
@ObjectType({ simpleResolvers: true, description: "批量审查的结果页。A page of results." })
export class BatchResults {
  @Field(() => [CheckResult], { description: "结果，按填写顺序。Results in the order written." })
  nodes!: CheckResult[];

  @Field(() => String, { nullable: true, description: "下一页从此之后。Cursor." })
  endCursor!: string | null;

  @Field(() => Boolean, { description: "是否还有。Whether there are more." })
  hasNextPage!: boolean;
}

@Directive("@authenticated")
@ObjectType({
  simpleResolvers: true,
  description: "批量审查：在后台核查许多主体。Many subjects checked in the background.",
})
export class Batch {
  @Field(() => ID, { description: "批次编号。Id." })
  id!: string;

  @Field(() => BatchStateEnum, { description: "状态。State." })
  state!: BatchStateName;

  @Field(() => Int, { description: "主体总数。Total." })
  total!: number;

  @Field(() => Int, { description: "已完成数。Done." })
  done!: number;

  @Field(() => [DecisionCount], { description: "各判定的数量。Counts by decision." })
  decisions!: DecisionCount[];
}
