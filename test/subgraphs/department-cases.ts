import type { CreditRecord, Severity } from "../../kernel/record.js";
import type { DepartmentName } from "../../schema/departments.js";

/** What one department must answer: particulars of each of its record types, and the file that follows from them. */
export interface DepartmentCase {
  readonly facts: Readonly<Record<string, CreditRecord["facts"]>>;
  /** A selection of every field of the department's file. */
  readonly selection: string;
  /** The file of a subject with one record of each type; ids are the record types. */
  readonly file: object;
  /** The file of a subject with nothing on file. */
  readonly emptyFile: object;
  /** Particulars that an importer must refuse, by why. */
  readonly refused: readonly (readonly [why: string, recordType: string, facts: CreditRecord["facts"]])[];
}

/** Every case's records are decided on this day, under this document number, as GENERAL. */
export const caseRecord = {
  decidedOn: "2026-01-10",
  documentNo: "示〔2026〕1号",
  decidingAuthority: "示例机关",
  severity: "GENERAL" as Severity,
};

const penaltySelection = "recordId documentNumber kind amount severity decidedOn publishUntil inForce";
const penaltyFacts = { kind: "罚款", amount: "20000.00", simpleProcedure: false };
const penalty = {
  recordId: "PENALTY",
  documentNumber: "示〔2026〕1号",
  kind: "罚款",
  amount: "20000.00",
  severity: "GENERAL",
  decidedOn: "2026-01-10",
  publishUntil: "2027-01-10",
  inForce: true,
};
const refusedPenalty = [
  ["a float as an amount", "PENALTY", { ...penaltyFacts, amount: 20000 }],
  ["an amount with three decimals", "PENALTY", { ...penaltyFacts, amount: "1.000" }],
] as const;

export const departmentCases: Readonly<Record<DepartmentName, DepartmentCase>> = {
  tax: {
    facts: {
      TAX_CREDIT: { year: 2025, grade: "A", score: 93.5, method: "年度指标得分" },
      TAX_SERIOUS: { caseKind: "虚开增值税专用发票", amount: "1234567.80" },
      TAX_ARREARS: { taxKind: "增值税", balance: "5000.00", noticeDate: "2026-01-05" },
      TAX_ABNORMAL: { since: "2026-01-08" },
      PENALTY: penaltyFacts,
    },
    selection: `
      rating { recordId year grade score }
      ratings { recordId year grade score }
      seriousViolations { recordId documentNumber caseKind amount decidedOn until inForce }
      arrears { recordId taxKind balance noticeDate inForce }
      abnormal { recordId since inForce }
      penalties { ${penaltySelection} }`,
    file: {
      rating: { recordId: "TAX_CREDIT", year: 2025, grade: "A", score: 93.5 },
      ratings: [{ recordId: "TAX_CREDIT", year: 2025, grade: "A", score: 93.5 }],
      seriousViolations: [
        {
          recordId: "TAX_SERIOUS",
          documentNumber: "示〔2026〕1号",
          caseKind: "虚开增值税专用发票",
          amount: "1234567.80",
          decidedOn: "2026-01-10",
          until: "2029-01-10",
          inForce: true,
        },
      ],
      arrears: [
        {
          recordId: "TAX_ARREARS",
          taxKind: "增值税",
          balance: "5000.00",
          noticeDate: "2026-01-05",
          inForce: true,
        },
      ],
      abnormal: [{ recordId: "TAX_ABNORMAL", since: "2026-01-08", inForce: true }],
      penalties: [penalty],
    },
    emptyFile: { rating: null, ratings: [], seriousViolations: [], arrears: [], abnormal: [], penalties: [] },
    refused: [
      [
        "a grade that does not exist",
        "TAX_CREDIT",
        { year: 2025, grade: "E", score: null, method: "直接判级" },
      ],
      ["a day that does not exist", "TAX_ABNORMAL", { since: "2026-02-29" }],
      ...refusedPenalty,
    ],
  },
  market: {
    facts: {
      MSA_REGISTRATION: {
        name: "示例有限公司",
        formerNames: ["旧名有限公司"],
        status: "存续",
        legalRepresentative: "王示例",
        registeredOn: "2020-02-29",
        type: "有限责任公司",
        region: "淮安市清江浦区",
      },
      MSA_ABNORMAL: { reason: "未年报", listedOn: "2026-01-10", removedOn: "2026-03-01" },
      MSA_SERIOUS: { reason: "提交虚假材料取得登记", listedOn: "2026-01-10" },
      MSA_HONOUR: { award: "守合同重信用企业", year: 2025 },
      PENALTY: penaltyFacts,
    },
    selection: `
      registration { recordId name formerNames status legalRepresentative registeredOn type region }
      abnormalListings { recordId reason listedOn removedOn decidingAuthority inForce }
      seriousViolations { recordId reason listedOn removedOn decidingAuthority inForce }
      honours { recordId award year }
      penalties { ${penaltySelection} }`,
    file: {
      registration: {
        recordId: "MSA_REGISTRATION",
        name: "示例有限公司",
        formerNames: ["旧名有限公司"],
        status: "存续",
        legalRepresentative: "王示例",
        registeredOn: "2020-02-29",
        type: "有限责任公司",
        region: "淮安市清江浦区",
      },
      abnormalListings: [
        {
          recordId: "MSA_ABNORMAL",
          reason: "未年报",
          listedOn: "2026-01-10",
          removedOn: "2026-03-01",
          decidingAuthority: "示例机关",
          inForce: false,
        },
      ],
      seriousViolations: [
        {
          recordId: "MSA_SERIOUS",
          reason: "提交虚假材料取得登记",
          listedOn: "2026-01-10",
          removedOn: null,
          decidingAuthority: "示例机关",
          inForce: true,
        },
      ],
      honours: [{ recordId: "MSA_HONOUR", award: "守合同重信用企业", year: 2025 }],
      penalties: [penalty],
    },
    emptyFile: {
      registration: null,
      abnormalListings: [],
      seriousViolations: [],
      honours: [],
      penalties: [],
    },
    refused: [
      ["a reason that does not exist", "MSA_ABNORMAL", { reason: "其他", listedOn: "2026-01-10" }],
      [
        "a removal before the listing",
        "MSA_ABNORMAL",
        { reason: "失联", listedOn: "2026-01-10", removedOn: "2026-01-09" },
      ],
      [
        "a removal before the listing",
        "MSA_SERIOUS",
        { reason: "传销", listedOn: "2026-01-10", removedOn: "2025-12-31" },
      ],
      ["a blank award", "MSA_HONOUR", { award: " ", year: 2025 }],
      ...refusedPenalty,
    ],
  },
  hrss: {
    facts: {
      HR_WAGE_LIST: { amount: "880000.00", workers: 42, orderedBy: "示例人社局", listedOn: "2026-01-10" },
      HR_MAJOR: {
        kind: "克扣、无故拖欠劳动报酬",
        facts: "逾期未改正",
        handling: "罚款",
        publishedOn: "2026-01-12",
      },
      HR_GRADE: { year: 2025, grade: "B" },
      HR_SOCIAL: { status: "ARREARS", paidUntil: "2025-10-31", arrears: "36000.00" },
      PENALTY: penaltyFacts,
    },
    selection: `
      wageArrearsListings { recordId amount workers listedOn until inForce }
      majorViolations { recordId kind publishedOn inForce }
      grade { recordId year grade }
      socialInsurance { recordId status paidUntil arrears }
      penalties { ${penaltySelection} }`,
    file: {
      wageArrearsListings: [
        {
          recordId: "HR_WAGE_LIST",
          amount: "880000.00",
          workers: 42,
          listedOn: "2026-01-10",
          until: "2029-01-10",
          inForce: true,
        },
      ],
      majorViolations: [
        { recordId: "HR_MAJOR", kind: "克扣、无故拖欠劳动报酬", publishedOn: "2026-01-12", inForce: true },
      ],
      grade: { recordId: "HR_GRADE", year: 2025, grade: "B" },
      socialInsurance: {
        recordId: "HR_SOCIAL",
        status: "ARREARS",
        paidUntil: "2025-10-31",
        arrears: "36000.00",
      },
      penalties: [penalty],
    },
    emptyFile: {
      wageArrearsListings: [],
      majorViolations: [],
      grade: null,
      socialInsurance: null,
      penalties: [],
    },
    refused: [
      [
        "a number of workers below none",
        "HR_WAGE_LIST",
        { amount: "1.00", workers: -1, orderedBy: "示例人社局", listedOn: "2026-01-10" },
      ],
      ["a grade that does not exist", "HR_GRADE", { year: 2025, grade: "D" }],
      ["a year-month as a day", "HR_SOCIAL", { status: "NORMAL", paidUntil: "202510", arrears: "0.00" }],
      ...refusedPenalty,
    ],
  },
  ecology: {
    facts: {
      ENV_GRADE: {
        colour: "YELLOW",
        score: 3,
        ratedOn: "2026-01-10",
        items: [
          { recordId: "I-1", description: "超标排放水污染物", points: -6, until: "2027-01-10" },
          { recordId: "I-2", description: "无截止日的扣分", points: 0, until: null },
        ],
      },
      ENV_PERMIT: { number: "91320812MA9TEXT192001P", validTo: "2030-12-31", status: "有效" },
      PENALTY: penaltyFacts,
    },
    selection: `
      rating { recordId colour score ratedOn items { recordId description points until } }
      permits { recordId number validTo status }
      penalties { ${penaltySelection} }`,
    file: {
      rating: {
        recordId: "ENV_GRADE",
        colour: "YELLOW",
        score: 3,
        ratedOn: "2026-01-10",
        items: [
          { recordId: "I-1", description: "超标排放水污染物", points: -6, until: "2027-01-10" },
          { recordId: "I-2", description: "无截止日的扣分", points: 0, until: null },
        ],
      },
      permits: [
        { recordId: "ENV_PERMIT", number: "91320812MA9TEXT192001P", validTo: "2030-12-31", status: "有效" },
      ],
      penalties: [penalty],
    },
    emptyFile: { rating: null, permits: [], penalties: [] },
    refused: [
      [
        "a colour that is not the score's",
        "ENV_GRADE",
        { colour: "GREEN", score: 10, ratedOn: "2026-01-10", items: [] },
      ],
      ["a score above 12", "ENV_GRADE", { colour: "GREEN", score: 13, ratedOn: "2026-01-10", items: [] }],
      ["a sentinel as a last day", "ENV_PERMIT", { number: "1", validTo: "9999-9-9", status: "有效" }],
      ...refusedPenalty,
    ],
  },
  courts: {
    facts: {
      CT_DISHONEST: {
        caseNumber: "（2025）苏0812执123号",
        court: "示例区人民法院",
        duty: "支付货款",
        performance: "部分履行",
        cause: 3,
        publishedOn: "2026-01-11",
      },
      CT_CONSUMPTION: {
        caseNumber: "（2025）苏0812执124号",
        court: "示例区人民法院",
        orderedOn: "2026-01-10",
      },
      CT_EXECUTED: {
        caseNumber: "（2025）苏0812执125号",
        court: "示例区人民法院",
        amount: "80000.00",
        filedOn: "2026-01-10",
      },
      CT_BANKRUPT: {
        rulingNumber: "（2025）苏0812破1号",
        kind: "重整",
        approvedOn: "2026-01-10",
        doneOn: "2026-04-01",
      },
    },
    selection: `
      dishonestListings { recordId caseNumber court performance publishedOn until inForce }
      consumptionRestrictions { recordId caseNumber court orderedOn inForce }
      enforcements { recordId caseNumber court amount filedOn inForce }
      bankruptcies { recordId rulingNumber kind approvedOn inForce }`,
    file: {
      dishonestListings: [
        {
          recordId: "CT_DISHONEST",
          caseNumber: "（2025）苏0812执123号",
          court: "示例区人民法院",
          performance: "部分履行",
          publishedOn: "2026-01-11",
          until: "2028-01-10",
          inForce: true,
        },
      ],
      consumptionRestrictions: [
        {
          recordId: "CT_CONSUMPTION",
          caseNumber: "（2025）苏0812执124号",
          court: "示例区人民法院",
          orderedOn: "2026-01-10",
          inForce: true,
        },
      ],
      enforcements: [
        {
          recordId: "CT_EXECUTED",
          caseNumber: "（2025）苏0812执125号",
          court: "示例区人民法院",
          amount: "80000.00",
          filedOn: "2026-01-10",
          inForce: true,
        },
      ],
      bankruptcies: [
        {
          recordId: "CT_BANKRUPT",
          rulingNumber: "（2025）苏0812破1号",
          kind: "重整",
          approvedOn: "2026-01-10",
          inForce: false,
        },
      ],
    },
    emptyFile: { dishonestListings: [], consumptionRestrictions: [], enforcements: [], bankruptcies: [] },
    refused: [
      [
        "a cause that does not exist",
        "CT_DISHONEST",
        {
          caseNumber: "1",
          court: "2",
          duty: "",
          performance: "全部未履行",
          cause: 7,
          publishedOn: "2026-01-11",
        },
      ],
      [
        "a performance that does not exist",
        "CT_DISHONEST",
        { caseNumber: "1", court: "2", duty: "", performance: "未知", cause: 1, publishedOn: "2026-01-11" },
      ],
      [
        "an end before the approval",
        "CT_BANKRUPT",
        { rulingNumber: "1", kind: "和解", approvedOn: "2026-01-10", doneOn: "2026-01-09" },
      ],
    ],
  },
};
