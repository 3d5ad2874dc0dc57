import { Arg, Ctx, Directive, Int, Query, Resolver } from "type-graphql";
import { parseIdentifier, type ParsedIdentifier } from "../../../kernel/identifier.js";
import { shanghaiDayOf } from "../../../kernel/shanghai-day.js";
import { subjectIdOf } from "../../../kernel/subject-id.js";
import { rootCallerOf } from "../../kit/root-passport.js";
import { subgraphError } from "../../kit/subgraph-error.js";
import type { OfficeContext, OfficeStore } from "../office-context.js";
import type { AccessPage } from "./access-log-reader.js";
import { presentToAuditor, presentToSubject } from "./present-look.js";
import { AccessLog } from "./types.js";

const maxPage = 200;
const auditorRole = "auditor";

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
    @Ctx() context: OfficeContext,
  ): Promise<AccessLog> {
    const { store, now } = context;
    const parsed = parseIdentifier(identifier, shanghaiDayOf(now));
    if (!parsed.ok) throw subgraphError("IDENTIFIER_INVALID", `identifier，${parsed.message}`);
    if (!(first >= 1 && first <= maxPage))
      throw subgraphError("ARGUMENT_INVALID", `first，应为 1 至 ${maxPage}`);
    const isAuditor = rootCallerOf(context).roles.includes(auditorRole);
    const page = await readPage(await identifiersOf(parsed, store), first, after ?? null, store);
    return {
      entries: page.looks.map((look) =>
        isAuditor ? presentToAuditor(look, store.catalogue) : presentToSubject(look, store.catalogue, now),
      ),
      endCursor: page.endCursor,
      hasNextPage: page.hasNextPage,
    };
  }
}

async function readPage(
  identifiers: readonly string[],
  first: number,
  after: string | null,
  { accessLog }: OfficeStore,
): Promise<AccessPage> {
  if (after !== null && !accessLog.isCursor(after))
    throw subgraphError("ARGUMENT_INVALID", "after，请填写上一页返回的 endCursor");
  return await accessLog.looksAt(identifiers, { first, after });
}

/**
 * Under which identifiers an organisation was looked at: its own, and the codes that it had before. Who asks under a
 * code of the past sees what was looked at under that code, and nothing of the successor.
 */
async function identifiersOf(
  parsed: Extract<ParsedIdentifier, { readonly ok: true }>,
  { subjects, keys }: Pick<OfficeStore, "subjects" | "keys">,
): Promise<string[]> {
  const known = await subjects.find(subjectIdOf(parsed, keys.person));
  if (known?.identifier !== parsed.value) return [parsed.value];
  const former = known.formerSubjectIds
    .filter((id) => id.startsWith("o-"))
    .map((id) => id.slice("o-".length));
  return [parsed.value, ...former];
}
