import { Directive, Field, ID, ObjectType } from "type-graphql";
import type { MaskKind } from "../../../kernel/disclosure.js";
import { departments, factsFieldOf } from "../../../schema/departments.js";
import type { MaskRule } from "../../../schema/field-rules.js";
import { DepartmentFactsScalar } from "../../../schema/scalars.js";
import { MaskedBy } from "../../kit/rule.js";

/** Organisations' names stay open to whoever may ask; a natural person's are masked but for a scope of their own. */
const masked = (as: MaskKind): MaskRule => ({
  as,
  clear: [["credit-office:personal"]],
  masked: [[]],
  of: "NATURAL_PERSONS",
});

/** The office's part of a subject: who it is. Its facts belong to the departments and are required by the verdict. */
@Directive('@key(fields: "id view", resolvable: false)')
@ObjectType({
  simpleResolvers: true,
  description: "信用主体：被核查的企业、社会组织、个体工商户或自然人。The subject of a check.",
})
export class Subject {
  @Field(() => ID, { description: "主体内部编号。Internal id." })
  id!: string;

  @Directive("@inaccessible")
  @Field(() => ID, { description: "查询视图：内部使用。Internal." })
  view!: string;

  @MaskedBy(masked("IDENTIFIER"))
  @Field(() => String, {
    nullable: true,
    description: "统一社会信用代码；自然人的公民身份号码以掩码显示。USCC, or a masked ID number.",
  })
  identifier!: string | null;

  @MaskedBy(masked("NAME"))
  @Field(() => String, { nullable: true, description: "登记名称；自然人姓名以掩码显示。Registered name." })
  name!: string | null;
}

for (const { name, zh } of departments) {
  const field = factsFieldOf(name);
  const description = `${zh}事实：供判定。Facts for the verdict.`;
  Field(() => DepartmentFactsScalar, { nullable: true, description })(Subject.prototype, field);
  Directive("@external")(Subject.prototype, field);
}
