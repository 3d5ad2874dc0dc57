import type { UnavailableReason } from "../../../kernel/facts.js";

/** Why a source did not answer. */
export class SourceFailure extends Error {
  readonly reason: UnavailableReason;

  constructor(reason: UnavailableReason, cause?: unknown) {
    super(`source did not answer: ${reason}`, cause === undefined ? undefined : { cause });
    this.name = "SourceFailure";
    this.reason = reason;
  }
}
