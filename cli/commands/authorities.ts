import Table from "cli-table3";
import type { Command } from "commander";
import { openAuthorityFeed, type AuthorityFeed } from "../../gateway/authorization/authority-feed.js";
import type { StoredAuthority } from "../../gateway/authorization/authority-documents.js";
import type { Day } from "../../kernel/record.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { openControlDatabase, type ControlDatabase } from "../control-database.js";
import { authorityColumns, parseAuthority } from "../feeds/parse-authority.js";
import { addFeedArguments, runFeed, type FeedOptions } from "../feeds/run-feed.js";

/** `fengcha authorities`: legal representatives and agents, who may look at a subject as itself. */
export function addAuthorities(program: Command): void {
  const authorities = program
    .command("authorities")
    .description("法定代表人和代理人登记 (registered legal representatives and agents)");

  addFeedArguments(
    authorities.command("feed").description("登记授权，可重复推送 (register authorities)"),
  ).action(async (file: string, options: FeedOptions) => {
    await runFeed(file, options, {
      columns: authorityColumns,
      parse: (value) => parseAuthority(value, shanghaiDayOf(new Date())),
      async open(control) {
        const feed = feedOf(control);
        await feed.prepare();
        return (items) => feed.put(items);
      },
    });
  });

  authorities
    .command("list")
    .description("列出登记的授权；主体只显示散列 (list authorities; subjects are hashed)")
    .option("--person <account>", "只列此账号的 (of one account)")
    .action(async ({ person }: { readonly person?: string }) => {
      await withFeed(async (feed) => {
        const table = new Table({ head: columns, style: { head: [], border: [] } });
        for await (const each of feed.list(person ?? null))
          table.push(rowOf(each, shanghaiDayOf(new Date())));
        console.log(table.toString());
      });
    });

  authorities
    .command("revoke")
    .description("撤销一项授权，立即生效，不可恢复 (revoke an authority, at once and for ever)")
    .argument("<id>", "编号，见 list (id)")
    .requiredOption("--reason <text>", "撤销的原因或文书编号 (why)")
    .action(async (id: string, { reason }: { readonly reason: string }) => {
      await withFeed(async (feed) => {
        if (!(await feed.revoke(id, reason)))
          throw new Error(
            "没有此编号的有效授权，可能已撤销；见 fengcha authorities list (no such authority)",
          );
        console.log("已撤销。");
      });
    });
}

const columns = ["编号", "签发方", "账号", "身份", "主体散列", "起", "止", "文书", "状态"];

function rowOf(each: StoredAuthority, today: Day): string[] {
  const { _id, issuer, person, kind, subject, from, until, evidence } = each;
  const kindZh = { LEGAL_REPRESENTATIVE: "法定代表人", AGENT: "代理人" }[kind];
  return [
    _id,
    issuer,
    person,
    kindZh,
    `${subject.slice(0, 10)}…`,
    from,
    until,
    evidence,
    stateOf(each, today),
  ];
}

function stateOf({ from, until, revokedAt, revocation }: StoredAuthority, today: Day): string {
  if (revokedAt !== null) return `已撤销（${shanghaiDayOf(revokedAt)} ${revocation ?? ""}）`;
  if (until < today) return "已过期";
  return today < from ? "未生效" : "有效";
}

function feedOf({ connection, registerKey }: ControlDatabase): AuthorityFeed {
  return openAuthorityFeed({ control: connection, registerKey, clock: () => new Date() });
}

async function withFeed(work: (feed: AuthorityFeed) => Promise<void>): Promise<void> {
  const control = await openControlDatabase(process.env);
  try {
    await work(feedOf(control));
  } finally {
    await control.close();
  }
}
