import type { SampleSubject } from "../../subgraphs/kit/sample.js";
import { fixedOrganisation, fixedPerson } from "./fixed-subject.js";
import { namedUscc, organisationId } from "./sample-identifiers.js";

/** Fixed subjects beside the named ones: between them they have every record type and every turn a record can take. */
export function showcaseSubjects(key: Buffer): SampleSubject[] {
  const organisation = fixedOrganisation;
  return [
    // The record is filed under its code and bears another's name: a person must look.
    organisation(14, "宿豫纸鸢收雨物流有限公司", "宿豫区", key, {
      incidents: [
        {
          department: "courts",
          recordType: "CT_DISHONEST",
          decidedDaysAgo: 210,
          subjectName: "宿豫铜雀钻木建材有限公司",
          facts: { cause: 1 },
        },
      ],
    }),
    // A record under a former name is no mismatch.
    organisation(15, "沭阳霜貂裁雾木业有限公司", "沭阳县", key, {
      sector: "INDUSTRY",
      formerNames: ["沭阳霜貂木业有限公司", "沭阳风狸木材加工厂"],
      incidents: [
        {
          department: "market",
          recordType: "PENALTY",
          severity: "GENERAL",
          decidedDaysAgo: 300,
          subjectName: "沭阳霜貂木业有限公司",
        },
      ],
    }),
    // The code before the merger leads to the present one.
    organisation(16, "泗阳石麟补天玻璃有限公司", "泗阳县", key, {
      sector: "INDUSTRY",
      formerSubjectIds: [organisationId(namedUscc("ENTERPRISE", "321323", 91))],
    }),
    // An approved restructuring suspends the listing.
    organisation(17, "淮安雪狐磨剑机械有限公司", "淮阴区", key, {
      sector: "INDUSTRY",
      incidents: [
        {
          department: "courts",
          recordType: "CT_DISHONEST",
          decidedDaysAgo: 330,
          facts: { cause: 6 },
          steps: [{ event: "STAYED", daysAgo: 60 }],
        },
        { department: "courts", recordType: "CT_BANKRUPT", decidedDaysAgo: 60, facts: { kind: "重整" } },
      ],
    }),
    // Penalties of every severity; the last is large within the meaning of 《政府采购法实施条例》第十九条.
    organisation(18, "涟水金蟾煮石建材有限公司", "涟水县", key, {
      sector: "INDUSTRY",
      incidents: [
        { department: "hrss", recordType: "PENALTY", severity: "MINOR", decidedDaysAgo: 40 },
        { department: "tax", recordType: "PENALTY", severity: "GENERAL", decidedDaysAgo: 130 },
        {
          department: "ecology",
          recordType: "PENALTY",
          severity: "SERIOUS",
          decidedDaysAgo: 220,
          facts: { kind: "罚款", amount: "2600000.00" },
        },
      ],
    }),
    organisation(19, "清江浦银鲛踏歌商贸有限公司", "清江浦区", key, {
      incidents: [
        {
          department: "credit-office",
          recordType: "PROCUREMENT_LIST",
          decidedDaysAgo: 180,
        },
      ],
    }),
    organisation(20, "宿城木鸢烹茶食品有限公司", "宿城区", key, {
      sector: "INDUSTRY",
      incidents: [{ department: "market", recordType: "MSA_SERIOUS", decidedDaysAgo: 400 }],
    }),
    organisation(21, "泗洪露鹤载酒酿酒有限公司", "泗洪县", key, {
      sector: "INDUSTRY",
      grades: { tax: "D", ecology: 2 },
      incidents: [
        { department: "tax", recordType: "TAX_ARREARS", decidedDaysAgo: 190 },
        { department: "tax", recordType: "TAX_ABNORMAL", decidedDaysAgo: 100 },
      ],
    }),
    organisation(22, "金湖萤舟捕萤家政服务有限公司", "金湖县", key, {
      grades: { labour: "C", socialInsurance: "ARREARS" },
      incidents: [{ department: "hrss", recordType: "HR_MAJOR", decidedDaysAgo: 170 }],
    }),
    organisation(23, "洪泽雾豹追风汽车服务有限公司", "洪泽区", key, {
      incidents: [
        { department: "courts", recordType: "CT_EXECUTED", decidedDaysAgo: 140 },
        { department: "courts", recordType: "CT_CONSUMPTION", decidedDaysAgo: 110 },
      ],
    }),
    organisation(24, "盱眙玉蝉种月农业发展有限公司", "盱眙县", key, {
      incidents: [
        { department: "credit-office", recordType: "COMMITMENT", decidedDaysAgo: 500 },
        { department: "credit-office", recordType: "BREACH", decidedDaysAgo: 250 },
        { department: "credit-office", recordType: "FUND_DISHONESTY", decidedDaysAgo: 230 },
        { department: "credit-office", recordType: "CREDIT_EVALUATION", decidedDaysAgo: 90 },
      ],
    }),
    // Listed for want of a yearly report, removed after it; a penalty revoked; another corrected by a later one.
    organisation(25, "淮阴霓裳画竹服饰店", "淮阴区", key, {
      kind: "SELF_EMPLOYED",
      incidents: [
        {
          department: "market",
          recordType: "MSA_ABNORMAL",
          decidedDaysAgo: 420,
          facts: { reason: "未年报" },
          steps: [{ event: "REMOVED", daysAgo: 350 }],
        },
        {
          department: "market",
          recordType: "PENALTY",
          severity: "GENERAL",
          decidedDaysAgo: 310,
          steps: [{ event: "REVOKED", daysAgo: 250 }],
        },
        {
          department: "market",
          recordType: "PENALTY",
          severity: "GENERAL",
          decidedDaysAgo: 200,
          facts: { kind: "罚款", amount: "50000.00" },
          steps: [{ event: "CORRECTED", daysAgo: 150 }],
        },
        {
          department: "market",
          recordType: "PENALTY",
          severity: "MINOR",
          decidedDaysAgo: 150,
          facts: { kind: "罚款", amount: "500.00" },
          supersedesPrevious: true,
        },
      ],
    }),
    organisation(26, "宿豫萤舟志愿者协会", "宿豫区", key, {
      kind: "ORGANISATION",
      incidents: [
        { department: "credit-office", recordType: "HONOUR", decidedDaysAgo: 260 },
        { department: "credit-office", recordType: "COMMITMENT", decidedDaysAgo: 130 },
      ],
    }),
    organisation(27, "淮安云豹借山检测技术有限公司", "淮安区", key, {
      incidents: [
        { department: "market", recordType: "MSA_ABNORMAL", decidedDaysAgo: 80, facts: { reason: "失联" } },
      ],
    }),
    organisation(28, "宿城海螺访梅书店", "宿城区", key, { kind: "SELF_EMPLOYED" }),
    fixedPerson(29, "顾问泉", "沭阳县", key),
    fixedPerson(30, "陆听雪", "金湖县", key, [
      { department: "courts", recordType: "CT_EXECUTED", decidedDaysAgo: 95 },
      {
        department: "courts",
        recordType: "CT_CONSUMPTION",
        decidedDaysAgo: 400,
        steps: [{ event: "REMOVED", daysAgo: 120 }],
      },
    ]),
  ];
}
