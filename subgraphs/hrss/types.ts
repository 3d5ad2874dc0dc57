import { ObjectType } from "type-graphql";
import type { Day, Money } from "../../kernel/record.js";
import { fieldsOf } from "../kit/fields.js";
import { penaltyTypeOf, type Penalty } from "../kit/penalty.js";
import { authorisedAmount } from "../kit/rule.js";

const { DayField, InForceField, IntField, ListField, MoneyField, OneField, RecordIdField, TextField } =
  fieldsOf("hrss");

@ObjectType({
  simpleResolvers: true,
  description: "拖欠农民工工资失信联合惩戒名单。Listing for wages owed to migrant workers.",
})
export class WageArrearsListing {
  @RecordIdField() recordId!: string;
  @MoneyField("拖欠金额，元。Amount owed in yuan.") amount!: Money | null;
  @IntField("涉及人数。Workers concerned.") workers!: number | null;
  @DayField("列入日期。Listed on.") listedOn!: Day | null;
  @DayField("列入期限：最后一个有效日。Last day in force.") until!: Day | null;
  @InForceField() inForce!: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: "重大劳动保障违法行为。Major violation of labour law." })
export class LabourViolation {
  @RecordIdField() recordId!: string;
  @TextField("违法类别。Kind of violation.") kind!: string | null;
  @DayField("公布日期。Published on.") publishedOn!: Day | null;
  @InForceField() inForce!: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: "劳动保障守法诚信等级。Labour compliance grade." })
export class LabourGrade {
  @RecordIdField() recordId!: string;
  @IntField("评价年度。Year graded.") year!: number | null;
  @TextField("等级：A、B、C。Grade.") grade!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "社会保险缴费情况。Social insurance payments." })
export class SocialInsurance {
  @RecordIdField() recordId!: string;
  @TextField("缴费状态：NORMAL 正常、ARREARS 欠缴。Status.") status!: string | null;
  @DayField("缴至日期。Paid until.") paidUntil!: Day | null;
  @MoneyField("欠缴金额，元。Arrears in yuan.", authorisedAmount("hrss")) arrears!: Money | null;
}

export const HrssPenalty = penaltyTypeOf(
  "hrss",
  "HrssPenalty",
  "人社行政处罚。Penalty by human resources and social security.",
);

@ObjectType({
  simpleResolvers: true,
  description: "人社信用档案。The subject's file at human resources and social security.",
})
export class HrssCredit {
  @ListField(WageArrearsListing, "拖欠农民工工资名单记录，由近及远。Wage arrears listings, newest first.")
  wageArrearsListings!: WageArrearsListing[] | null;
  @ListField(LabourViolation, "重大劳动保障违法行为。Major violations.")
  majorViolations!: LabourViolation[] | null;
  @OneField(LabourGrade, "现行劳动保障守法诚信等级。Present grade.") grade!: LabourGrade | null;
  @OneField(SocialInsurance, "现行社会保险缴费情况。Social insurance as it stands.")
  socialInsurance!: SocialInsurance | null;
  @ListField(HrssPenalty, "人社行政处罚。Penalties.") penalties!: Penalty[] | null;
}
