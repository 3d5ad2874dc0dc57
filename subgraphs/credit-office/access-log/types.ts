import { Directive, Field, Int, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../../../schema/scalars.js";

@Directive("@authenticated")
@ObjectType({
  simpleResolvers: true,
  description: "查询记录：谁在何时因何查过。One look at a subject's data.",
})
export class AccessEntry {
  @Field(() => Int, { description: "序号：最早的一条为 1，连续不断。Place in the log, without gaps." })
  number!: number;

  @Field(() => DateTimeScalar, { description: "时间；依法暂缓告知的只到日。When." })
  at!: Date;

  @Field(() => String, { description: "查询单位。Unit that looked." })
  unit!: string;

  @Field(() => String, {
    description: "目的类别，不含办件内容；依法暂缓告知的为其法律依据。Class of purpose.",
  })
  purpose!: string;

  @Field(() => [String], { description: "所查信息的种类，如登记信息。Kinds of information." })
  fields!: string[];

  @Field(() => Boolean, { description: "是否被拒绝。Whether it was refused." })
  refused!: boolean;

  @Field(() => String, { nullable: true, description: "回执号，仅监督审计可见。Receipt, for auditors." })
  receipt!: string | null;

  @Field(() => String, { nullable: true, description: "查询人账号，仅监督审计可见。Account, for auditors." })
  person!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "业务系统代其查询的经办人员账号，仅监督审计可见。Clerk behind a system, for auditors.",
  })
  onBehalfOf!: string | null;

  @Field(() => [String], { nullable: true, description: "角色，仅监督审计可见。Roles, for auditors." })
  roles!: string[] | null;

  @Field(() => String, { nullable: true, description: "事项编码，仅监督审计可见。Matter, for auditors." })
  matter!: string | null;

  @Field(() => String, { nullable: true, description: "办件编号，仅监督审计可见。Case, for auditors." })
  caseNumber!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "办件是否经办件库核实，仅监督审计可见。Whether the case was verified, for auditors.",
  })
  caseVerified!: boolean | null;

  @Field(() => [String], {
    nullable: true,
    description: "所见字段的坐标；被拒绝或未答复的为所求字段。仅监督审计可见。Coordinates, for auditors.",
  })
  coordinates!: string[] | null;

  @Field(() => String, { nullable: true, description: "判定，仅监督审计可见。Decision, for auditors." })
  decision!: string | null;

  @Field(() => String, { nullable: true, description: "拒绝代码，仅监督审计可见。Refusal, for auditors." })
  refusal!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "是否登记后未答复即中断，仅监督审计可见。Left without an outcome, for auditors.",
  })
  abandoned!: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "暂缓告知的法律依据，仅监督审计可见。Basis of telling later, for auditors.",
  })
  withheldBasis!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "暂缓告知至何时，仅监督审计可见。Until when the subject is not told, for auditors.",
  })
  withheldUntil!: Date | null;
}

@Directive("@authenticated")
@ObjectType({
  simpleResolvers: true,
  description: "查询记录列表，由近及远。Looks at a subject's data, newest first.",
})
export class AccessLog {
  @Field(() => [AccessEntry], { description: "记录。Entries." })
  entries!: AccessEntry[];

  @Field(() => String, { nullable: true, description: "下一页从此之后。Cursor." })
  endCursor!: string | null;

  @Field(() => Boolean, { description: "是否还有。Whether there are more." })
  hasNextPage!: boolean;
}
