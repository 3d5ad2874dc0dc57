import type { Day } from "../../kernel/record.js";
import { addDays } from "../../kernel/shanghai-day.js";
import { colourOfScore, maxScore } from "../../subgraphs/ecology/environment-colour.js";

/**
 * Particulars of a hypothetical record that are filled in when they are not given. Whoever uses them leaves out what
 * the catalogue's conditions ask for: nobody should be shown a measure that rests on a guess.
 */
export function neutralFacts(
  recordType: string,
  decidedOn: Day,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const year = Number(decidedOn.slice(0, 4)) - 1;
  const listed = { listedOn: decidedOn, reason: placeholder };
  const case_ = { caseNumber: placeholder, court: placeholder };
  const byType: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    TAX_CREDIT: { year, grade: "B", score: null, method: "直接判级" },
    TAX_SERIOUS: { caseKind: placeholder, amount: "1.00" },
    TAX_ARREARS: { taxKind: placeholder, balance: "1.00", noticeDate: decidedOn },
    TAX_ABNORMAL: { since: decidedOn },
    MSA_REGISTRATION: {
      name: placeholder,
      formerNames: [],
      status: "存续",
      legalRepresentative: placeholder,
      registeredOn: decidedOn,
      type: placeholder,
      region: placeholder,
    },
    MSA_ABNORMAL: { ...listed, reason: "未年报" },
    MSA_SERIOUS: listed,
    MSA_HONOUR: { award: placeholder, year },
    HR_WAGE_LIST: { amount: "1.00", workers: 1, orderedBy: placeholder, listedOn: decidedOn },
    HR_MAJOR: { kind: placeholder, facts: placeholder, handling: placeholder, publishedOn: decidedOn },
    HR_GRADE: { year, grade: "B" },
    HR_SOCIAL: { status: "NORMAL", paidUntil: decidedOn, arrears: "0.00" },
    ENV_GRADE: {
      colour: "BLUE",
      score: scoreOf(given["colour"] ?? "BLUE"),
      ratedOn: decidedOn,
      items: [],
    },
    ENV_PERMIT: { number: placeholder, validTo: addDays(decidedOn, 365), status: placeholder },
    CT_DISHONEST: {
      ...case_,
      duty: placeholder,
      performance: "全部未履行",
      cause: 2,
      publishedOn: decidedOn,
    },
    CT_CONSUMPTION: { ...case_, orderedOn: decidedOn },
    CT_EXECUTED: { ...case_, amount: "1.00", filedOn: decidedOn },
    CT_BANKRUPT: { rulingNumber: placeholder, kind: "重整", approvedOn: decidedOn },
    PENALTY: { kind: "罚款", amount: "1.00", simpleProcedure: false },
    PROCUREMENT_LIST: { banUntil: addDays(decidedOn, 365), reason: placeholder },
    FUND_DISHONESTY: { reason: placeholder },
    HONOUR: { award: placeholder, year },
    COMMITMENT: { template: placeholder, signedOn: decidedOn },
    BREACH: { template: placeholder, breachedOn: decidedOn },
    CREDIT_EVALUATION: { grade: placeholder, year },
  };
  return byType[recordType] ?? {};
}

const placeholder = "（假设）";

/** The best score of a colour; 0 for what is no colour, which the schema then refuses. */
function scoreOf(colour: unknown): number {
  for (let score = maxScore; score > 0; score -= 1) if (colourOfScore(score) === colour) return score;
  return 0;
}
