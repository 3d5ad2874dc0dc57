import { z } from "zod";
import { authorityKinds } from "../../gateway/authorization/authority-documents.js";
import type { FedAuthority } from "../../gateway/authorization/authority-feed.js";
import { parseIdentifier } from "../../kernel/identifier.js";
import { maskAnyIdNumbers } from "../../kernel/mask.js";
import { readBySchema, type Fault } from "../../kernel/read-by-schema.js";
import type { Day } from "../../kernel/record.js";
import { isDay } from "../../kernel/shanghai-day.js";
import type { ParsedLine } from "./feed-line.js";
import type { Columns } from "./read-csv.js";

const fields = ["issuer", "person", "subject", "kind", "from", "until", "evidence"] as const;

/** Columns of a feed of authorities as CSV. */
export const authorityColumns: Columns = { known: fields, required: fields, valueOf: (row) => row };

/** Reads one line of a feed of authorities. No fault repeats a value. */
export function parseAuthority(value: unknown, today: Day): ParsedLine<FedAuthority> {
  const read = readBySchema(authoritySchema, value);
  if (!read.ok) return read;
  const faults = faultsOf(read.value, today);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: read.value };
}

const text = z.string("请写成文字，加引号").trim().min(1, "不能为空，请填写").max(200, "最多 200 个字");
const withoutPersons = text.refine(
  (written) => maskAnyIdNumbers(written) === written,
  "不得含身份证号码，请填写账号或文书编号本身",
);
const day = z.string("请写成日期，如 2026-12-31").refine(isDay, "不是日历上的一天，请写成 2026-12-31 的样子");

const authoritySchema = z.strictObject({
  issuer: text,
  person: withoutPersons,
  subject: text,
  kind: z.enum(authorityKinds, "应为 LEGAL_REPRESENTATIVE（法定代表人）或 AGENT（代理人）"),
  from: day,
  until: day,
  evidence: withoutPersons,
});

function faultsOf({ subject, kind, from, until }: FedAuthority, today: Day): Fault[] {
  const faults: Fault[] = [];
  const parsed = parseIdentifier(subject, today);
  if (!parsed.ok) faults.push({ field: "subject", message: parsed.message });
  else if (parsed.kind === "PERSON" && kind === "LEGAL_REPRESENTATIVE")
    faults.push({ field: "kind", message: "自然人没有法定代表人，受托人请写 AGENT" });
  if (until < from) faults.push({ field: "until", message: "早于起始日 from，请核对（截止日当天仍有效）" });
  return faults;
}
