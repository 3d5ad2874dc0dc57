import type { Connection } from "mongoose";
import { authoritiesCollection, casesCollection, type StoredCase } from "../../kernel/case-documents.js";
import { registerSubjectOf } from "../../kernel/register-entry.js";

/** What a control database held of a subject. */
export interface Forgotten {
  /** Closed cases that no longer name it. */
  readonly cases: number;
  /** Open cases that still do: they are being handled. */
  readonly open: number;
  readonly authorities: number;
}

/**
 * Takes a subject out of the closed cases and out of the registered authorities, for lawful deletion
 * (《个人信息保护法》第四十七条) beside `eraseSubject`. Open cases keep it until they are closed.
 */
export async function forgetSubject(
  control: Connection,
  identifier: string,
  registerKey: Buffer,
): Promise<Forgotten> {
  const subject = registerSubjectOf(identifier, registerKey);
  const cases = control.collection<StoredCase>(casesCollection);
  const closed = await cases.updateMany(
    { subjects: subject, state: "CLOSED" },
    { $pull: { subjects: subject } as never },
  );
  const authorities = await control.collection(authoritiesCollection).deleteMany({ subject });
  return {
    cases: closed.modifiedCount,
    open: await cases.countDocuments({ subjects: subject, state: "OPEN" }),
    authorities: authorities.deletedCount,
  };
}
