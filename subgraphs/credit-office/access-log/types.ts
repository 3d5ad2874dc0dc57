import { Directive, Field, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../../../schema/scalars.js";

@Directive("@authenticated")
@ObjectType({
  simpleResolvers: true,
  description: "查询记录：谁在何时因何查过。One look at a subject's data.",
})
export class AccessEntry {
  @Field(() => DateTimeScalar, { description: "时间。When." })
  at!: Date;

  @Field(() => String, { description: "查询单位。Unit that looked." })
  unit!: string;

  @Field(() => String, { description: "目的类别，不含办件内容。Class of purpose." })
  purpose!: string;

  @Field(() => [String], { description: "所查字段。Fields asked for." })
  fields!: string[];

  @Field(() => Boolean, { description: "是否被拒绝。Whether it was refused." })
  refused!: boolean;
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
