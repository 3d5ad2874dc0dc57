import { Directive, Field, ID, ObjectType } from "type-graphql";
import { DepartmentEnum } from "../../../schema/enums.js";
import type { SourceCode } from "../../../schema/departments.js";

@Directive("@authenticated")
@ObjectType({
  simpleResolvers: true,
  description: "事项：办理什么时须查信用。A matter that a check can be made for.",
})
export class Matter {
  @Field(() => ID, { description: "事项编码。Code." })
  code!: string;

  @Field(() => String, { description: "事项名称。Name." })
  name!: string;

  @Field(() => String, { nullable: true, description: "说明。Description." })
  description!: string | null;

  @Field(() => [DepartmentEnum], { description: "须查询的部门。Sources that the matter needs." })
  departments!: SourceCode[];

  @Field(() => Boolean, { description: "是否适用于自然人。Whether persons can be checked for it." })
  forPersons!: boolean;

  @Field(() => Boolean, {
    description: "是否适用于法人和其他组织。Whether organisations can be checked for it.",
  })
  forOrganisations!: boolean;
}
