import { Directive, Field, ID, Int, ObjectType } from "type-graphql";

/** What a page of a batch's results shows of one earlier check. No client can select it. */
@Directive("@inaccessible")
@ObjectType({
  simpleResolvers: true,
  description: "批量结果所涉的一次核查，供网关登记。What a page of results shows of one check, for gateways.",
})
export class BatchLook {
  @Field(() => ID, { description: "该次核查的回执号。Receipt of the check." })
  receipt!: string;

  @Field(() => [Int], {
    description: "所示主体在该次登记的主体中的位置。Places of the subjects shown among those registered.",
  })
  positions!: number[];
}
