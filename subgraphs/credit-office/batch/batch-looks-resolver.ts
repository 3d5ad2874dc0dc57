import { Arg, Ctx, Directive, ID, Int, Query, Resolver } from "type-graphql";
import type { OfficeContext } from "../office-context.js";
import { chunkSize } from "./batch-documents.js";
import { BatchLook } from "./batch-look.js";
import { looksOfPage } from "./looks-of-page.js";

@Resolver()
export class BatchLooksResolver {
  @Directive("@inaccessible")
  @Query(() => [BatchLook], {
    nullable: true,
    description:
      "批量结果的一页涉及谁：供网关在答复以前登记。Whom a page of results shows, for gateways to register.",
  })
  async batchLooks(
    @Arg("id", () => ID, { description: "批次编号。Id." }) id: string,
    @Arg("from", () => Int, { description: "从第几个起。First position." }) from: number,
    @Arg("count", () => Int, { description: "个数。How many." }) count: number,
    @Ctx() { store }: OfficeContext,
  ): Promise<BatchLook[]> {
    const firstChunk = Math.floor(from / chunkSize);
    const lastChunk = Math.floor((from + count - 1) / chunkSize);
    return looksOfPage(await store.batches.checkedChunks(id, firstChunk, lastChunk), from, count);
  }
}
