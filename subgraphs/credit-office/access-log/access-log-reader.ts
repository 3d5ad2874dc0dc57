import type { Connection } from "mongoose";
import { registerCollection, type RegisterEntry } from "../../../kernel/register-entry.js";
import { openSubjectReferences, type RegisterSecrets } from "../../../kernel/register-keys.js";
import { shanghaiDayOf } from "../../../kernel/shanghai-day.js";

export interface AccessPage {
  readonly entries: readonly RegisterEntry[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** The query register as the office may read it; the account of its connection can do no more. */
export interface AccessLogReader {
  /** Looks at a subject, newest first: every intent, and every refusal that came before one. */
  looksAt(
    identifier: string,
    page: { readonly first: number; readonly after: string | null },
  ): Promise<AccessPage>;
}

/** @param secrets the keys under which gateways name subjects for the register */
export function openAccessLogReader(connection: Connection, secrets: RegisterSecrets): AccessLogReader {
  const references = openSubjectReferences(connection, secrets, () => shanghaiDayOf(new Date()));
  return {
    async looksAt(identifier, { first, after }) {
      const subject = await references.of(identifier);
      if (subject === null) return { entries: [], endCursor: null, hasNextPage: false };
      const entries = connection.collection<RegisterEntry>(registerCollection);
      const found = await entries
        .find({
          subjects: subject,
          kind: { $in: ["INTENT", "REFUSAL"] },
          ...(after === null ? {} : olderThan(readCursor(after))),
        })
        .sort({ at: -1, _id: -1 })
        .limit(first + 1)
        .toArray();
      const page = found.slice(0, first);
      const last = page.at(-1);
      return { entries: page, endCursor: last ? cursorOf(last) : null, hasNextPage: found.length > first };
    },
  };
}

interface Cursor {
  readonly at: Date;
  readonly id: string;
}

function cursorOf({ at, _id }: RegisterEntry): string {
  return Buffer.from(JSON.stringify([at.toISOString(), _id])).toString("base64url");
}

/** @throws Error when the text is no cursor of ours. */
export function readCursor(text: string): Cursor {
  const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  if (!Array.isArray(parsed)) throw new Error("not a cursor");
  const [at, id] = parsed as unknown[];
  if (typeof at !== "string" || typeof id !== "string" || Number.isNaN(Date.parse(at)))
    throw new Error("not a cursor");
  return { at: new Date(at), id };
}

function olderThan({ at, id }: Cursor) {
  return { $or: [{ at: { $lt: at } }, { at, _id: { $lt: id } }] };
}
