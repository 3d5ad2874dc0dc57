import { Directive, Field, ID, ObjectType } from "type-graphql";
import type { SubjectReference } from "../kit/department.js";

/** The department's own stub: type-graphql's metadata is global, a shared class would mix the departments. */
@Directive('@key(fields: "id view")')
@ObjectType({
  simpleResolvers: true,
  description: "信用主体：被核查的企业、社会组织、个体工商户或自然人。The subject of a check.",
})
export class Subject implements SubjectReference {
  @Field(() => ID, { description: "主体内部编号。Internal id." })
  id!: string;

  @Directive("@inaccessible")
  @Field(() => ID, { description: "查询视图：内部使用。Internal." })
  view!: string;
}
