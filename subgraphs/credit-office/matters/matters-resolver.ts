import { Ctx, Directive, Query, Resolver } from "type-graphql";
import type { OfficeContext } from "../office-context.js";
import { presentMatter } from "./present-matter.js";
import { Matter } from "./types.js";

@Resolver()
export class MattersResolver {
  @Directive("@authenticated")
  @Query(() => [Matter], {
    nullable: true,
    description: "事项清单：可以为哪些事项核查信用。Matters that a check can be made for.",
  })
  matters(@Ctx() { store, now }: OfficeContext): Matter[] {
    return store.catalogue.matters.map(({ code }) => presentMatter(store.catalogue, code, now));
  }
}
