import { Directive, Field, ID, InputType, ObjectType } from "type-graphql";

@InputType({ description: "查询目的：为哪个事项、哪个办件而查。Why the data is asked for." })
export class PurposeInput {
  @Field(() => ID, { description: "事项编码，如 PROCUREMENT_BID。Matter code." })
  matter!: string;

  @Field(() => String, { description: "办件编号。Case number." })
  caseNumber!: string;
}

@Directive("@authenticated")
@ObjectType({
  simpleResolvers: true,
  description: "名称联想：仅供选择，不构成匹配。A suggestion, never a match.",
})
export class SubjectSuggestion {
  @Field(() => String, { description: "统一社会信用代码。USCC." })
  identifier!: string;

  @Field(() => String, { description: "登记名称。Registered name." })
  name!: string;

  @Field(() => String, { nullable: true, description: "登记状态。Registration status." })
  status!: string | null;
}
