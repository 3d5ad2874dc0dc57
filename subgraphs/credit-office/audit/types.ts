import { Directive, Field, Int, ObjectType } from "type-graphql";
import { registerAs } from "../../../schema/enums.js";
import { DateTimeScalar } from "../../../schema/scalars.js";
import { flagKindNames, flagKinds, type FlagKind } from "./flag-kinds.js";

export const AuditFlagKindEnum = registerAs(flagKindNames, {
  name: "AuditFlagKind",
  description: "异常查询的类别。What an audit points out.",
  zhOf: (kind) => flagKinds[kind],
});

@Directive("@authenticated")
@ObjectType({ simpleResolvers: true, description: "按单位、角色或事项的查询数。Looks counted by a name." })
export class AuditLine {
  @Field(() => String, {
    nullable: true,
    description: "单位、角色代码或事项编码；空为不需要事项的查询。Unit, role or matter.",
  })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "事项名称；其他为空。Name of a matter." })
  title!: string | null;

  @Field(() => Int, { description: "查询次数，一个回执为一次。Receipts." })
  requests!: number;

  @Field(() => Int, { description: "主体人次，一个回执乘一个主体为一次。Receipts times subjects." })
  looks!: number;

  @Field(() => Int, { description: "其中被拒绝的次数。Refused ones." })
  refused!: number;

  @Field(() => Int, { description: "其中登记后无结果的次数。Those without an outcome." })
  abandoned!: number;
}

@Directive("@authenticated")
@ObjectType({ simpleResolvers: true, description: "按代码的拒绝数。Refusals counted by code." })
export class AuditRefusal {
  @Field(() => String, { description: "拒绝代码。Code." })
  code!: string;

  @Field(() => String, { description: "中文说明。What it means." })
  message!: string;

  @Field(() => Int, { description: "次数。How often." })
  count!: number;
}

@Directive("@authenticated")
@ObjectType({
  simpleResolvers: true,
  description: "一条异常线索，只供核查，不是结论。One flag: a reason to look closer, no verdict.",
})
export class AuditFlag {
  @Field(() => String, { nullable: true, description: "单位；线索关于主体时为空。Unit." })
  unit!: string | null;

  @Field(() => String, { nullable: true, description: "账号；线索关于主体时为空。Account." })
  account!: string | null;

  @Field(() => Int, { description: "数量：查询、主体、单位或拒绝的个数，视类别而定。Count." })
  count!: number;

  @Field(() => Boolean, { description: "数量是否为估计值。Whether the count is an estimate." })
  isEstimate!: boolean;

  @Field(() => [String], { description: "最早的若干回执号。The first receipts." })
  receipts!: string[];
}

@Directive("@authenticated")
@ObjectType({ simpleResolvers: true, description: "一类异常查询的核查情况。What was found of one kind." })
export class AuditFinding {
  @Field(() => AuditFlagKindEnum, { description: "类别。Kind." })
  kind!: FlagKind;

  @Field(() => String, { description: "类别名称。Its name." })
  title!: string;

  @Field(() => String, { description: "认定标准。What counts as one." })
  rule!: string;

  @Field(() => String, {
    nullable: true,
    description: "未能核查或未能全查的原因。What was not examined, and why.",
  })
  gap!: string | null;

  @Field(() => Int, { description: "线索总数。How many were flagged." })
  flagged!: number;

  @Field(() => [AuditFlag], { description: "数量最多的线索。The greatest ones." })
  flags!: AuditFlag[];
}

@Directive("@authenticated")
@ObjectType({ simpleResolvers: true, description: "当月登记簿一条链的起止。A month's part of one chain." })
export class AuditChain {
  @Field(() => String, { description: "链，即网关实例。Chain." })
  chain!: string;

  @Field(() => Int, { description: "当月首条序号。First sequence number." })
  firstSeq!: number;

  @Field(() => Int, { description: "当月末条序号。Last sequence number." })
  lastSeq!: number;

  @Field(() => Int, { description: "当月条数。Entries." })
  entries!: number;
}

@Directive("@authenticated")
@ObjectType({
  simpleResolvers: true,
  description: "查询审计月报：不含主体的名称和代码，人员只列账号。Monthly audit; it names no subject.",
})
export class AuditReport {
  @Field(() => String, { description: "月份，北京时间，如 2026-11。Month." })
  month!: string;

  @Field(() => Boolean, {
    description: "是否已生成；未生成时其余为空，请稍后再查。Whether it is made; ask again if not.",
  })
  ready!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: "生成时间。When it was made." })
  generatedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: "查询次数，一个回执为一次。Receipts." })
  requests!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "主体人次，一个回执乘一个主体为一次。Receipts times subjects.",
  })
  looks!: number | null;

  @Field(() => Int, { nullable: true, description: "被拒绝的次数。Refused ones." })
  refused!: number | null;

  @Field(() => Int, { nullable: true, description: "登记后无结果的次数。Those without an outcome." })
  abandoned!: number | null;

  @Field(() => Int, { nullable: true, description: "正在进行的次数。Those under way." })
  underWay!: number | null;

  @Field(() => [AuditLine], { nullable: true, description: "按单位。By unit." })
  byUnit!: AuditLine[] | null;

  @Field(() => [AuditLine], { nullable: true, description: "按角色；一人数角色的各计一次。By role." })
  byRole!: AuditLine[] | null;

  @Field(() => [AuditLine], { nullable: true, description: "按事项。By matter." })
  byMatter!: AuditLine[] | null;

  @Field(() => [AuditRefusal], { nullable: true, description: "按代码的拒绝。Refusals by code." })
  refusals!: AuditRefusal[] | null;

  @Field(() => [AuditFinding], {
    nullable: true,
    description: "异常查询，每类一项。Findings, one of each kind.",
  })
  findings!: AuditFinding[] | null;

  @Field(() => [AuditChain], {
    nullable: true,
    description: "所依据的登记簿范围。What of the register it rests on.",
  })
  chains!: AuditChain[] | null;
}
