import type { Connection } from "mongoose";
import { registerSubjectOf } from "../../kernel/register-entry.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import { GatewayError } from "../errors.js";
import type { Caller } from "../identity/caller.js";
import { type StoredAuthority } from "./authority-documents.js";
import { authoritiesCollection } from "../../kernel/case-documents.js";

/** For whom an account may act beside itself: as legal representative, or as agent. */
export interface Authorities {
  /**
   * Whether the caller's account holds a live authority for every one of the subjects; false for none.
   * @throws REGISTER_UNAVAILABLE when it cannot be read
   */
  mayActFor(caller: Pick<Caller, "issuer" | "person">, identifiers: readonly string[]): Promise<boolean>;
}

/** @param registerKey the key of the query register, as the feed of authorities has it */
export function openAuthorities(parts: {
  readonly control: Connection;
  readonly registerKey: Buffer;
  readonly clock: () => Date;
}): Authorities {
  const { control, registerKey, clock } = parts;
  const authorities = control.collection<StoredAuthority>(authoritiesCollection);
  return {
    async mayActFor({ issuer, person }, identifiers) {
      const subjects = [...new Set(identifiers.map((each) => registerSubjectOf(each, registerKey)))];
      if (subjects.length === 0) return false;
      const today = shanghaiDayOf(clock());
      try {
        const found = await authorities.distinct(
          "subject",
          {
            issuer,
            person,
            subject: { $in: subjects },
            revokedAt: null,
            from: { $lte: today },
            until: { $gte: today },
          },
          { maxTimeMS },
        );
        return found.length === subjects.length;
      } catch (cause) {
        throw new GatewayError("REGISTER_UNAVAILABLE", { detail: "读不到授权代理登记", cause });
      }
    },
  };
}

/** Longest wait for the control database, in milliseconds. */
const maxTimeMS = 5000;
