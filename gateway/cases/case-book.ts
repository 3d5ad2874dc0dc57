import type { Connection } from "mongoose";
import type { PassportCase } from "../../kernel/passport.js";
import { registerSubjectOf } from "../../kernel/register-entry.js";
import { GatewayError } from "../errors.js";
import {
  caseFeedsCollection,
  caseIdOf,
  casesCollection,
  feedIdOf,
  type StoredCase,
  type StoredCaseFeed,
} from "../../kernel/case-documents.js";

/** The case that a look names. */
export interface CaseClaim {
  readonly unit: string;
  /** Null, as `caseNumber`, where the look names no case. */
  readonly matter: string | null;
  readonly caseNumber: string | null;
  /** Identifiers as written. */
  readonly identifiers: readonly string[];
}

/** `verified`: null when no case was named, false when nobody feeds cases of that unit and matter. */
export interface CaseAnswer {
  readonly verified: boolean | null;
  readonly window: PassportCase["window"];
}

/** What business systems said of their cases. */
export interface CaseBook {
  /**
   * Whether the case is open, of that unit and matter, and names every subject. Nothing is read while nobody feeds cases.
   * @throws CASE_NOT_OPEN when that unit feeds cases of that matter and this is none of them, is not open, or does not
   * name each subject; REGISTER_UNAVAILABLE when it cannot be read
   */
  verify(claim: CaseClaim): Promise<CaseAnswer>;
}

/** @param registerKey the key of the query register, as the feed has it */
export function openCaseBook(parts: {
  readonly control: Connection;
  readonly registerKey: Buffer;
  readonly clock: () => Date;
  /** Milliseconds that only go forward. */
  readonly stopwatch?: () => number;
}): CaseBook {
  const { control, registerKey, clock } = parts;
  const cases = control.collection<StoredCase>(casesCollection);
  const isFed = createFeedMemory(control, parts.stopwatch ?? (() => performance.now()));

  return {
    async verify({ unit, matter, caseNumber, identifiers }) {
      if (matter === null || caseNumber === null) return { verified: null, window: null };
      if (!(await orUnavailable(isFed(unit, matter)))) return { verified: false, window: null };
      const named = identifiers.map((each) => registerSubjectOf(each, registerKey));
      // The database compares the subjects: a case may name thousands.
      const projection = {
        state: 1,
        openedAt: 1,
        window: 1,
        missing: { $setDifference: [named, "$subjects"] },
      };
      const found = await orUnavailable(
        cases.findOne<CaseInBrief>(
          { _id: caseIdOf(unit, matter, caseNumber.trim()) },
          { projection, maxTimeMS },
        ),
      );
      refuseUnlessOpen(found, named, clock());
      return { verified: true, window: found?.window ? written(found.window) : null };
    },
  };
}

type CaseInBrief = Pick<StoredCase, "state" | "openedAt" | "window"> & {
  readonly missing: readonly string[];
};

/** How long it is remembered who feeds cases, in milliseconds. */
const memoryMs = 1000;
/** Longest wait for the control database, in milliseconds. */
const maxTimeMS = 5000;
/** Positions that a refusal names; more tell nobody more. */
const maxPositions = 10;

/** Which unit feeds which matter, read at most once a second for all looks together. */
function createFeedMemory(control: Connection, stopwatch: () => number) {
  const collection = control.collection<StoredCaseFeed>(caseFeedsCollection);
  let known: Promise<ReadonlySet<string>> | undefined;
  let readAt = 0;
  const read = async (): Promise<ReadonlySet<string>> => {
    const feeds = await collection.find({}, { projection: { _id: 1 }, maxTimeMS }).toArray();
    return new Set(feeds.map(({ _id }) => _id));
  };
  return async (unit: string, matter: string): Promise<boolean> => {
    const now = stopwatch();
    if (known === undefined || now - readAt >= memoryMs) {
      readAt = now;
      const reading = read();
      known = reading;
      reading.catch(() => {
        // Whoever waits is told; the next one asks again.
        if (known === reading) known = undefined;
      });
    }
    return (await known).has(feedIdOf(unit, matter));
  };
}

function refuseUnlessOpen(found: CaseInBrief | null, named: readonly string[], now: Date): void {
  if (!found) throw notOpen("本单位没有此事项的这个办件，请核对办件编号，或待业务系统推送后再查");
  if (found.state === "CLOSED") throw notOpen("办件已办结，不能再查");
  if (now < found.openedAt) throw notOpen("办件尚未受理，请在受理后再查");
  if (found.missing.length === 0) return;
  const missing = new Set(found.missing);
  const positions = named.flatMap((each, index) => (missing.has(each) ? [index + 1] : []));
  const shown = positions.slice(0, maxPositions).join("、");
  const count = positions.length > maxPositions ? `等共 ${positions.length} 个` : "个";
  throw notOpen(
    `按填写顺序（重复的只计一次）第 ${shown} ${count}主体不是该办件的当事人，请核对代码，或由业务系统补充`,
  );
}

function notOpen(detail: string): GatewayError {
  return new GatewayError("CASE_NOT_OPEN", { detail });
}

function written({ from, to }: NonNullable<StoredCase["window"]>): NonNullable<PassportCase["window"]> {
  return { from: from.toISOString(), to: to.toISOString() };
}

/** A case that cannot be verified may not be taken for one that is not fed. */
async function orUnavailable<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (cause) {
    throw new GatewayError("REGISTER_UNAVAILABLE", { detail: "读不到办件登记", cause });
  }
}
