import type { Collection, Connection } from "mongoose";
import { registerCollection, type RegisterEntry } from "../../../kernel/register-entry.js";
import { openSubjectReferences, type RegisterSecrets } from "../../../kernel/register-keys.js";
import { shanghaiDayOf } from "../../../kernel/shanghai-day.js";
import { beginnings, readRegisteredLooks, type RegisteredLook } from "../registered-looks/registered-look.js";
import { createAccessCursors, type AccessPlace } from "./access-cursor.js";

/** A look in a subject's log, with its place there: the oldest one is number 1. */
export interface NumberedLook extends RegisteredLook {
  readonly number: number;
}

export interface AccessPage {
  readonly looks: readonly NumberedLook[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** The query register as the office may read it; the account of its connection can do no more. */
export interface AccessLogReader {
  /**
   * Looks at a subject, newest first, each once: whoever looked, whether it was answered, refused or left open.
   * Looks that begin meanwhile shift neither pages nor numbers.
   * @param identifiers all identifiers under which the subject was looked at
   * @param page `after`: a cursor, which `isCursor` accepts
   */
  looksAt(
    identifiers: readonly string[],
    page: { readonly first: number; readonly after: string | null },
  ): Promise<AccessPage>;
  /** Whether a text is a cursor of ours. */
  isCursor(text: string): boolean;
}

/** @param secrets the keys under which gateways name subjects for the register */
export function openAccessLogReader(connection: Connection, secrets: RegisterSecrets): AccessLogReader {
  const register = connection.collection<RegisterEntry>(registerCollection);
  const references = openSubjectReferences(connection, secrets, () => shanghaiDayOf(new Date()));
  const cursors = createAccessCursors(secrets.register);

  /** Under which names the register keeps looks at an identifier. */
  async function referencesOf(identifier: string): Promise<readonly string[]> {
    const reference = await references.of(identifier);
    return reference === null ? [] : [reference];
  }

  return {
    async looksAt(identifiers, { first, after }) {
      const place = after === null ? null : cursors.read(after);
      if (after !== null && place === null) throw new Error("not a cursor of ours");
      const names = (await Promise.all(identifiers.map(referencesOf))).flat();
      const about = { subjects: { $in: names } };
      const found = await readOlder(register, about, place, first + 1);
      const looks = found.slice(0, first);
      const [newest, last] = [looks[0], looks.at(-1)];
      const count = newest ? await countUpTo(register, about, placeOf(newest)) : 0;
      return {
        looks: looks.map((look, index) => ({ ...look, number: count - index })),
        endCursor: last ? cursors.write(placeOf(last)) : null,
        hasNextPage: found.length > first,
      };
    },
    isCursor: (text) => cursors.read(text) !== null,
  };
}

/** Which subject: a filter on `subjects`. */
type About = Readonly<Record<string, unknown>>;

/** The newest looks older than a place, at most `limit`. */
async function readOlder(
  register: Collection<RegisterEntry>,
  about: About,
  place: AccessPlace | null,
  limit: number,
): Promise<RegisteredLook[]> {
  const looks: RegisteredLook[] = [];
  for (let before = place; ;) {
    const wanted = limit - looks.length;
    const entries = await register
      .find({ ...about, kind: { $in: [...beginnings] }, ...(before ? olderThan(before) : {}) })
      .sort({ at: -1, _id: -1 })
      .limit(wanted)
      .toArray();
    looks.push(...(await readRegisteredLooks(register, entries, about)));
    const last = entries.at(-1);
    if (entries.length < wanted || looks.length === limit || !last) return looks;
    // Some entries only recomputed an older look, which has its own place.
    before = { at: last.at, id: last._id };
  }
}

/** How many looks there are up to a place: receipts, however many entries each has. */
async function countUpTo(
  register: Collection<RegisterEntry>,
  about: About,
  { at, id }: AccessPlace,
): Promise<number> {
  const [counted] = await register
    .aggregate<{ readonly looks: number }>([
      {
        $match: {
          ...about,
          kind: { $in: [...beginnings] },
          $or: [{ at: { $lt: at } }, { at, _id: { $lte: id } }],
        },
      },
      { $group: { _id: "$receipt" } },
      { $count: "looks" },
    ])
    .toArray();
  return counted?.looks ?? 0;
}

function placeOf({ begun }: RegisteredLook): AccessPlace {
  return { at: begun.at, id: begun._id };
}

function olderThan({ at, id }: AccessPlace) {
  return { $or: [{ at: { $lt: at } }, { at, _id: { $lt: id } }] };
}
