import { createHmac } from "node:crypto";
import { decryptPersonal, encryptPersonal } from "../personal-cipher.js";

/** A place in somebody's log: the look that was shown last. */
export interface AccessPlace {
  readonly at: Date;
  readonly id: string;
}

/** Writes and reads cursors. They are encrypted: the time of a look that the subject is told of later stands in them. */
export interface AccessCursors {
  write(place: AccessPlace): string;
  /** Null when the text is no cursor of ours. */
  read(cursor: string): AccessPlace | null;
}

/** @param registerKey the cursors' key is derived from it */
export function createAccessCursors(registerKey: Buffer): AccessCursors {
  const key = createHmac("sha256", registerKey).update("fengcha access-log cursor").digest();
  return {
    write: ({ at, id }) => encryptPersonal(`${at.toISOString()} ${id}`, key),
    read(cursor) {
      const text = decrypted(cursor, key);
      if (text === null) return null;
      const space = text.indexOf(" ");
      return { at: new Date(text.slice(0, space)), id: text.slice(space + 1) };
    },
  };
}

function decrypted(cursor: string, key: Buffer): string | null {
  try {
    return decryptPersonal(cursor, key);
  } catch {
    return null; // what was not encrypted by us is not a cursor
  }
}
