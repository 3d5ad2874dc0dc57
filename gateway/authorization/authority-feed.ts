import { createHash } from "node:crypto";
import type { Connection } from "mongoose";
import { registerSubjectOf } from "../../kernel/register-entry.js";
import type { Day } from "../../kernel/record.js";
import { type AuthorityKind, type StoredAuthority } from "./authority-documents.js";
import { authoritiesCollection } from "../../kernel/case-documents.js";

/** An authority as the office that has seen the document tells it. */
export interface FedAuthority {
  readonly issuer: string;
  readonly person: string;
  /** Identifier in the clear; only its keyed hash is stored. */
  readonly subject: string;
  readonly kind: AuthorityKind;
  readonly from: Day;
  readonly until: Day;
  readonly evidence: string;
}

/** Where authorities are registered and revoked. */
export interface AuthorityFeed {
  /** Registers authorities, durable when it resolves; the same document again changes its days only. */
  put(authorities: readonly FedAuthority[]): Promise<void>;
  /** As they come, by account; of one account when it is named. */
  list(person: string | null): AsyncIterable<StoredAuthority>;
  /** Ends an authority for ever. False when there is none of that id, or it was revoked before. */
  revoke(id: string, reason: string): Promise<boolean>;
  prepare(): Promise<void>;
}

/** @param registerKey the key of the query register: authorities and looks name a subject alike */
export function openAuthorityFeed(parts: {
  readonly control: Connection;
  readonly registerKey: Buffer;
  readonly clock: () => Date;
}): AuthorityFeed {
  const { control, registerKey, clock } = parts;
  const authorities = control.collection<StoredAuthority>(authoritiesCollection);
  return {
    async put(given) {
      if (given.length === 0) return;
      const registeredAt = clock();
      const writes = given.map(({ issuer, person, kind, evidence, from, until, subject: identifier }) => {
        const about = { issuer, person, kind, evidence, subject: registerSubjectOf(identifier, registerKey) };
        const update = {
          $set: { from, until },
          $setOnInsert: { ...about, registeredAt, revokedAt: null, revocation: null },
        };
        return { updateOne: { filter: { _id: idOf(about) }, update, upsert: true } };
      });
      await authorities.bulkWrite(writes, { ordered: true, ...durable });
    },
    list: (person) => authorities.find(person === null ? {} : { person }).sort({ person: 1, _id: 1 }),
    async revoke(id, reason) {
      const { matchedCount } = await authorities.updateOne(
        { _id: id, revokedAt: null },
        { $set: { revokedAt: clock(), revocation: reason } },
        durable,
      );
      return matchedCount > 0;
    },
    async prepare() {
      await authorities.createIndex({ person: 1, issuer: 1, subject: 1 }, {}, {});
    },
  };
}

const durable = { writeConcern: { w: "majority", j: true } } as const;

function idOf(about: Pick<StoredAuthority, "issuer" | "person" | "kind" | "evidence" | "subject">): string {
  const content = [about.issuer, about.person, about.kind, about.evidence, about.subject];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 20);
}
