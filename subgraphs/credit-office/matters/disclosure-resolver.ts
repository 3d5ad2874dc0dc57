import { Ctx, Directive, Query, Resolver } from "type-graphql";
import type { DisclosureLists } from "../../../kernel/disclosure.js";
import { DisclosureListsScalar } from "../../../schema/scalars.js";
import type { OfficeContext } from "../office-context.js";
import { presentDisclosures } from "./present-disclosures.js";

@Resolver()
export class DisclosureResolver {
  @Directive("@inaccessible")
  @Query(() => DisclosureListsScalar, {
    nullable: true,
    description: "披露清单：供网关在规划以前裁剪。What each matter needs, for gateways.",
  })
  disclosureLists(@Ctx() { store }: OfficeContext): DisclosureLists {
    return presentDisclosures(store.catalogue);
  }
}
