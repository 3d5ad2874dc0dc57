import { Directive, Field, ID, InputType, ObjectType } from "type-graphql";
import type { Day, Severity } from "../../../kernel/record.js";
import type { SourceCode } from "../../../schema/departments.js";
import { DepartmentEnum, SeverityEnum } from "../../../schema/enums.js";
import { DateScalar, DateTimeScalar } from "../../../schema/scalars.js";
import { Matter } from "../matters/types.js";
import { Subject } from "../subjects/subject.js";
import type { Decision, MeasureKind, SourceAnswer } from "../verdict/verdict.js";
import { DecisionEnum, MeasureKindEnum, SourceAnswerEnum } from "./enums.js";

@InputType({ description: "联合体：任一成员的命中计入联合体，不影响其他投标人。A consortium." })
export class SubjectGroup {
  @Field(() => String, { description: "联合体名称。Name." })
  name!: string;

  @Field(() => [String], { description: "成员的代码。Identifiers of its members." })
  members!: string[];
}

@InputType({ description: "逢办必查的输入。What to check, for what." })
export class CheckInput {
  @Field(() => ID, { description: "事项编码，如 PROCUREMENT_BID。Matter code." })
  matter!: string;

  @Field(() => String, { description: "办件编号。Case number." })
  caseNumber!: string;

  @Field(() => [String], {
    description: "统一社会信用代码或公民身份号码，连同联合体成员共 1 至 500 个。USCC or ID numbers.",
  })
  subjects!: string[];

  @Field(() => [SubjectGroup], { nullable: true, description: "联合体。Consortia." })
  groups!: SubjectGroup[] | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "核查时点，默认现在；过去时点仅限经办监督人员。As of when; default now.",
  })
  asOf!: string | null;
}

@Directive("@authenticated")
@ObjectType({ simpleResolvers: true, description: "主体代码的问题。What is wrong with an identifier." })
export class Problem {
  @Field(() => String, { description: "问题编码。Code." })
  code!: string;

  @Field(() => String, { description: "问题说明及改正办法。What is wrong and how to mend it." })
  message!: string;
}

@Directive("@authenticated")
@ObjectType({
  simpleResolvers: true,
  description: "命中：适用于该事项的一条不利记录。A record that a rule of the matter applies to.",
})
export class Hit {
  @Field(() => DepartmentEnum, { description: "记录所在部门。Department of the record." })
  department!: SourceCode;

  @Field(() => String, { description: "记录类型，如 CT_DISHONEST。Record type." })
  recordType!: string;

  @Field(() => ID, { description: "记录编号。Record id." })
  recordId!: string;

  @Field(() => ID, { description: "清单行编号。Rule row of the catalogue." })
  ruleId!: string;

  @Field(() => SeverityEnum, { nullable: true, description: "严重程度。Severity." })
  severity!: Severity | null;

  @Field(() => String, { nullable: true, description: "决定文书号。Document number." })
  documentNumber!: string | null;

  @Field(() => String, { nullable: true, description: "认定机关。Deciding authority." })
  decidingAuthority!: string | null;

  @Field(() => DateScalar, { nullable: true, description: "认定日期。Decided on." })
  decidedOn!: Day | null;

  @Field(() => MeasureKindEnum, { description: "措施。Measure." })
  measure!: MeasureKind;

  @Field(() => String, { description: "措施对该事项意味着什么。What it means for this matter." })
  measureText!: string;

  @Field(() => [String], { description: "其他后果，如 ROUTE_CLOSED。Further effects." })
  effects!: string[];

  @Field(() => String, { description: "法律依据。Legal basis." })
  legalBasis!: string;

  @Field(() => Boolean, { description: "依据是否已与公布文本核对。Whether the basis was verified." })
  basisVerified!: boolean;

  @Field(() => DateScalar, { nullable: true, description: "最后一个有效日。Last day in force." })
  until!: Day | null;

  @Field(() => String, { description: "如何解除、向谁提出异议。What would lift it and where to object." })
  remedy!: string;

  @Field(() => Boolean, { description: "是否有未决异议。Whether an objection is open." })
  disputed!: boolean;
}

@Directive("@authenticated")
@ObjectType({ simpleResolvers: true, description: "激励：守信主体可享的便利。An incentive." })
export class Incentive {
  @Field(() => DepartmentEnum, { description: "记录所在部门。Department of the record." })
  department!: SourceCode;

  @Field(() => String, { description: "记录类型。Record type." })
  recordType!: string;

  @Field(() => String, { description: "激励内容。What it means for this matter." })
  measureText!: string;

  @Field(() => String, { description: "依据。Basis." })
  legalBasis!: string;
}

@Directive("@authenticated")
@ObjectType({ simpleResolvers: true, description: "信息来源的答复。What one source answered." })
export class Source {
  @Field(() => DepartmentEnum, { description: "部门。Department." })
  department!: SourceCode;

  @Field(() => SourceAnswerEnum, { description: "答复。Answer." })
  answer!: SourceAnswer;

  @Field(() => DateTimeScalar, { nullable: true, description: "数据截至时刻。Age of the data." })
  dataAsOf!: string | null;

  @Field(() => String, { nullable: true, description: "未答复的原因。Why there is no answer." })
  reason!: string | null;
}

@Directive("@authenticated")
@ObjectType({ simpleResolvers: true, description: "一个主体的核查结果。The result for one subject." })
export class CheckResult {
  @Field(() => String, { description: "填写的代码；自然人以掩码显示。The identifier as written." })
  identifier!: string;

  @Field(() => Problem, {
    nullable: true,
    description: "代码的问题：有问题的转人工，不影响其他主体。Set when malformed.",
  })
  problem!: Problem | null;

  @Field(() => Subject, { nullable: true, description: "主体。The subject." })
  subject!: Subject | null;

  @Field(() => DecisionEnum, { description: "判定。Decision." })
  decision!: Decision;

  @Field(() => DecisionEnum, {
    nullable: true,
    description: "未查全时，已知的最强判定。The strongest known so far.",
  })
  provisional!: Decision | null;

  @Field(() => [Hit], { description: "命中，最强的在前。Hits, strongest first." })
  hits!: Hit[];

  @Field(() => [Incentive], { description: "激励。Incentives." })
  incentives!: Incentive[];

  @Field(() => [Source], { description: "各来源的答复，六个来源各一条。One for every source." })
  sources!: Source[];
}

@Directive("@authenticated")
@ObjectType({ simpleResolvers: true, description: "联合体的结果。The result for a consortium." })
export class GroupResult {
  @Field(() => String, { description: "联合体名称。Name." })
  name!: string;

  @Field(() => DecisionEnum, { description: "判定：成员中最强的。The strongest among its members." })
  decision!: Decision;

  @Field(() => [String], { description: "成员代码。Identifiers of its members." })
  members!: string[];
}

@Directive('@key(fields: "receipt")')
@Directive("@authenticated")
@ObjectType({ simpleResolvers: true, description: "核查：一次逢办必查及其结果。One check and its answer." })
export class Check {
  @Field(() => ID, { description: "回执号。Receipt." })
  receipt!: string;

  @Field(() => Matter, { description: "事项。Matter." })
  matter!: Matter;

  @Field(() => String, { description: "办件编号。Case number." })
  caseNumber!: string;

  @Field(() => DateTimeScalar, { description: "核查时点。As of when." })
  asOf!: string;

  @Field(() => Boolean, { description: "是否为过去时点的核查。Whether it looks at the past." })
  historical!: boolean;

  @Field(() => String, { description: "措施清单版本。Version of the measure catalogue." })
  catalogueVersion!: string;

  @Directive("@inaccessible")
  @Field(() => [Subject], { description: "要问各部门的主体：内部使用。Internal." })
  subjects!: Subject[];
}
