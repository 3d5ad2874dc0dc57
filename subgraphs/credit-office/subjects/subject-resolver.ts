import { Arg, Ctx, Directive, Int, Query, Resolver } from "type-graphql";
import { parseIdentifier } from "../../../kernel/identifier.js";
import { shanghaiDayOf } from "../../../kernel/shanghai-day.js";
import { mintView } from "../../../kernel/view.js";
import { sources } from "../../../schema/departments.js";
import { clearFor } from "../../kit/masking.js";
import { RootField } from "../../kit/root-field.js";
import { receiptFor } from "../../kit/root-passport.js";
import { subgraphError } from "../../kit/subgraph-error.js";
import { readMatter } from "../matters/read-matter.js";
import type { OfficeContext } from "../office-context.js";
import { identify } from "./identify.js";
import { Subject } from "./subject.js";
import { PurposeInput, SubjectSuggestion } from "./types.js";

const minNameLength = 2;
const maxSuggestions = 20;

@Resolver(() => Subject)
export class SubjectResolver {
  @Directive("@authenticated")
  @Query(() => Subject, {
    nullable: true,
    description: "主体信用档案：按部门查看，须注明目的。One subject's credit file, for a declared purpose.",
  })
  async subject(
    @Arg("identifier", () => String, { description: "统一社会信用代码或公民身份号码。USCC or ID number." })
    identifier: string,
    @Arg("purpose", () => PurposeInput, { description: "查询目的。Purpose." }) purpose: PurposeInput,
    @RootField() responseName: string,
    @Ctx() context: OfficeContext,
  ): Promise<Subject> {
    const { store, now } = context;
    const matter = readMatter(store.catalogue, purpose, "purpose");
    const parsed = parseIdentifier(identifier, shanghaiDayOf(now));
    if (!parsed.ok) throw subgraphError("IDENTIFIER_INVALID", `identifier，${parsed.message}`);
    const clear = clearFor(responseName, context.passport);
    const { subjectId, identifier: shown, name } = await identify(parsed, store, clear);
    const view = mintView(
      {
        receipt: receiptFor(responseName, context),
        purpose: "FILE",
        matter: matter.code,
        asOf: now.toISOString(),
        needs: sources.map((source) => source.name),
      },
      store.keys.view,
    );
    return { id: subjectId, view, identifier: shown, name };
  }

  @Directive("@authenticated")
  @Query(() => [SubjectSuggestion], {
    nullable: true,
    description: "按名称联想：仅供选择，不构成匹配，不含自然人。Suggestions by name, never a match.",
  })
  async suggestSubjects(
    @Arg("name", () => String, { description: "名称中的至少两个字。Two characters or more." }) name: string,
    @Arg("purpose", () => PurposeInput, { description: "查询目的。Purpose." }) purpose: PurposeInput,
    @Arg("first", () => Int, { nullable: true, defaultValue: 10, description: "条数，至多 20。At most 20." })
    first: number,
    @Ctx() { store }: OfficeContext,
  ): Promise<SubjectSuggestion[]> {
    readMatter(store.catalogue, purpose, "purpose");
    // As names are compared: what cannot be seen does not count, and a zero byte is no pattern to MongoDB.
    const wanted = name.replace(/[\p{Cc}\p{Cf}]+/gu, "").trim();
    if (Array.from(wanted).length < minNameLength)
      throw subgraphError("NAME_TOO_SHORT", "name，请至少填写两个字");
    if (!(first >= 1 && first <= maxSuggestions))
      throw subgraphError("ARGUMENT_INVALID", "first，应为 1 至 20");
    const found = await store.subjects.suggest(wanted, first);
    return found.map(({ identifier, names, status }) => ({ identifier, name: names[0] ?? "", status }));
  }
}
