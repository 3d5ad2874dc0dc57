import { Arg, Ctx, Directive, Int, Query, Resolver } from "type-graphql";
import { parseIdentifier } from "../../../kernel/identifier.js";
import type { RegisterEntry } from "../../../kernel/register-entry.js";
import { shanghaiDayOf } from "../../../kernel/shanghai-day.js";
import { subgraphError } from "../../kit/subgraph-error.js";
import type { Catalogue } from "../catalogue/catalogue.js";
import type { OfficeContext } from "../office-context.js";
import { readCursor } from "./access-log-reader.js";
import { AccessEntry, AccessLog } from "./types.js";

const maxPage = 200;

@Resolver()
export class AccessLogResolver {
  @Directive("@authenticated")
  @Query(() => AccessLog, {
    nullable: true,
    description: "谁查过：供本人和监督审计查看。Who looked at this subject's data.",
  })
  async accessLog(
    @Arg("identifier", () => String, { description: "统一社会信用代码或公民身份号码。USCC or ID number." })
    identifier: string,
    @Arg("first", () => Int, {
      nullable: true,
      defaultValue: 50,
      description: "条数，至多 200。At most 200.",
    })
    first: number,
    @Arg("after", () => String, { nullable: true, description: "上一页的 endCursor。Cursor." })
    after: string | null | undefined,
    @Ctx() { store, now }: OfficeContext,
  ): Promise<AccessLog> {
    const parsed = parseIdentifier(identifier, shanghaiDayOf(now));
    if (!parsed.ok) throw subgraphError("IDENTIFIER_INVALID", `identifier，${parsed.message}`);
    if (!(first >= 1 && first <= maxPage))
      throw subgraphError("ARGUMENT_INVALID", `first，应为 1 至 ${maxPage}`);
    refuseForeignCursor(after ?? null);
    const page = await store.accessLog.looksAt(parsed.value, { first, after: after ?? null });
    return {
      entries: page.entries.map((entry) => presentEntry(entry, store.catalogue)),
      endCursor: page.endCursor,
      hasNextPage: page.hasNextPage,
    };
  }
}

function refuseForeignCursor(after: string | null): void {
  if (after === null) return;
  try {
    readCursor(after);
  } catch {
    throw subgraphError("ARGUMENT_INVALID", "after，请填写上一页返回的 endCursor");
  }
}

const purposeZh: Readonly<Record<string, string>> = {
  check: "信用核查",
  checkByReceipt: "查看核查结果",
  subject: "查看信用档案",
  batch: "批量审查",
  accessLog: "查看查询记录",
};

function presentEntry(entry: RegisterEntry, catalogue: Catalogue): AccessEntry {
  const matter = catalogue.matters.find(({ code }) => code === entry.matter)?.name;
  const purpose = purposeZh[entry.field] ?? "其他";
  return {
    at: entry.at,
    unit: entry.unit,
    purpose: matter === undefined ? purpose : `${purpose}（${matter}）`,
    fields: [...entry.fields],
    refused: entry.kind === "REFUSAL",
  };
}
