import { Arg, Ctx, Directive, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { maxBatchSubjects } from "../../../kernel/limits.js";
import { RootField } from "../../kit/root-field.js";
import { receiptFor, rootCallerOf } from "../../kit/root-passport.js";
import { subgraphError } from "../../kit/subgraph-error.js";
import { presentResults } from "../check/present-check.js";
import type { CheckResult } from "../check/types.js";
import { readMatter } from "../matters/read-matter.js";
import type { OfficeContext } from "../office-context.js";
import { decisions } from "../verdict/verdict.js";
import { chunkSize } from "./batch-documents.js";
import type { BatchProgress } from "./batch-store.js";
import { Batch, BatchInput, BatchResults } from "./types.js";

const maxPage = 500;

@Resolver(() => Batch)
export class BatchResolver {
  @Directive("@authenticated")
  @Mutation(() => Batch, {
    nullable: true,
    description: "批量审查：在后台核查许多主体，可查看进度。Check many subjects in the background.",
  })
  async startBatch(
    @Arg("input", () => BatchInput, { description: "审查内容。What to check." }) input: BatchInput,
    @RootField() responseName: string,
    @Ctx() context: OfficeContext,
  ): Promise<Batch> {
    const { store, now } = context;
    const matter = readMatter(store.catalogue, input, "input");
    const count = input.subjects.length;
    if (count === 0) throw subgraphError("SUBJECTS_REQUIRED", "input.subjects 为空");
    if (count > maxBatchSubjects) {
      throw subgraphError(
        "TOO_MANY_SUBJECTS",
        `input.subjects 共 ${count} 个，一批最多 ${maxBatchSubjects} 个；请分批提交`,
      );
    }
    const batch = {
      id: receiptFor(responseName, context),
      starter: rootCallerOf(context),
      matter: matter.code,
      caseNumber: input.caseNumber.trim(),
      subjects: input.subjects,
      idempotencyKey: input.idempotencyKey ?? null,
    };
    const started = await store.batches.start(batch, now);
    if (started.state === "CONFLICT") {
      throw subgraphError("IDEMPOTENCY_CONFLICT", "input.idempotencyKey，请更换幂等键后提交");
    }
    const progress = await store.batches.progress(started.id);
    if (!progress) throw new Error("a batch was started and cannot be read back");
    return presentBatch(progress);
  }

  @Directive("@authenticated")
  @Query(() => Batch, { nullable: true, description: "查看一批审查的进度和结果。A batch and its progress." })
  async batch(
    @Arg("id", () => ID, { description: "批次编号。Id." }) id: string,
    @Ctx() context: OfficeContext,
  ): Promise<Batch | null> {
    const progress = await context.store.batches.progress(id);
    return progress ? presentBatch(progress) : null;
  }

  @FieldResolver(() => BatchResults, {
    nullable: true,
    description: "已完成的结果，按填写顺序。Results so far.",
  })
  async results(
    @Root() { id, total }: Batch,
    @Arg("first", () => Int, {
      nullable: true,
      defaultValue: 100,
      description: "条数，至多 500。At most 500.",
    })
    first: number,
    @Arg("after", () => String, { nullable: true, description: "上一页的 endCursor。Cursor." })
    after: string | null | undefined,
    @Ctx() { store, passport }: OfficeContext,
  ): Promise<BatchResults> {
    if (!(first >= 1 && first <= maxPage))
      throw subgraphError("ARGUMENT_INVALID", `first，应为 1 至 ${maxPage}`);
    const from = readPosition(after ?? null);
    const receipts = await store.batches.receiptsOf(id);
    const registered = passport.authority === "ROOT" ? passport.shownChecks : [];
    const nodes: CheckResult[] = [];
    let position = from;
    while (nodes.length < first && position < total) {
      const done = receipts.get(Math.floor(position / chunkSize));
      // A chunk that was done only after the gateway had asked whom the page shows is not registered: it is not shown.
      const receipt = done !== undefined && registered.includes(done) ? done : undefined;
      const [opened, decided] = receipt
        ? await Promise.all([store.checks.opened(receipt), store.checks.decided(receipt)])
        : [];
      if (!opened || !decided) break;
      const part = presentResults(opened, decided).slice(
        position % chunkSize,
        (position % chunkSize) + first - nodes.length,
      );
      nodes.push(...part);
      position += part.length;
    }
    return { nodes, endCursor: nodes.length > 0 ? String(position) : null, hasNextPage: position < total };
  }
}

function presentBatch({ id, state, total, done, decisions: counts }: BatchProgress): Batch {
  const ordered = [...counts].sort((a, b) => decisions.indexOf(a.decision) - decisions.indexOf(b.decision));
  return { id, state, total, done, decisions: ordered };
}

function readPosition(after: string | null): number {
  if (after === null) return 0;
  if (!/^\d{1,9}$/.test(after))
    throw subgraphError("ARGUMENT_INVALID", "after，请填写上一页返回的 endCursor");
  return Number(after);
}
