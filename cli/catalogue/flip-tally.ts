import type { Decision } from "../../subgraphs/credit-office/verdict/verdict.js";

/** What a check comes to; REFUSED when the matter is not for such subjects at all. */
export type Outcome = Decision | "REFUSED";

/** One verdict that another catalogue changes. Natural persons' numbers are masked. */
export interface FlipExample {
  readonly matter: string;
  readonly identifier: string;
  readonly from: Outcome;
  readonly to: Outcome;
  /** Rules of hits under only one of the two catalogues. */
  readonly rulesBefore: readonly string[];
  readonly rulesAfter: readonly string[];
}

export interface Flips {
  readonly from: Outcome;
  readonly to: Outcome;
  readonly count: number;
}

/** How many verdicts another catalogue changes, and some of them. */
export interface FlipCounts {
  /** Verdicts that at least one of the two catalogues gives. */
  readonly verdicts: number;
  readonly flipped: number;
  /** Verdicts of the same decision on other rules. */
  readonly otherRules: number;
  readonly flips: readonly Flips[];
  readonly flipsByMatter: Readonly<Record<string, number>>;
  /** The first of each kind of flip. */
  readonly examples: readonly FlipExample[];
}

/** Counts compared verdicts; holds a few examples of each kind of flip and nothing else of them. */
export interface FlipTally {
  add(compared: FlipExample): void;
  counts(): FlipCounts;
}

/** Examples of one kind of flip: from one decision to one other. */
const examplesPerKind = 3;

export function createFlipTally(): FlipTally {
  let verdicts = 0;
  let flipped = 0;
  let otherRules = 0;
  const flips = new Map<string, { readonly from: Outcome; readonly to: Outcome; count: number }>();
  const flipsByMatter = new Map<string, number>();
  const examples: FlipExample[] = [];
  return {
    add(compared: FlipExample): void {
      const { matter, from, to } = compared;
      verdicts += 1;
      if (from === to) {
        if (compared.rulesBefore.length + compared.rulesAfter.length > 0) otherRules += 1;
        return;
      }
      flipped += 1;
      const kind = flips.get(`${from} ${to}`) ?? { from, to, count: 0 };
      kind.count += 1;
      flips.set(`${from} ${to}`, kind);
      flipsByMatter.set(matter, (flipsByMatter.get(matter) ?? 0) + 1);
      if (kind.count <= examplesPerKind) examples.push(compared);
    },
    counts() {
      const counted = [...flips.values()].sort((a, b) => b.count - a.count);
      return {
        verdicts,
        flipped,
        otherRules,
        flips: counted,
        flipsByMatter: Object.fromEntries(flipsByMatter),
        examples,
      };
    },
  };
}
