import { ObjectType } from "type-graphql";
import type { Day, Money } from "../../kernel/record.js";
import { fieldsOf } from "../kit/fields.js";
import { penaltyTypeOf, type Penalty } from "../kit/penalty.js";
import { authorisedAmount } from "../kit/rule.js";

const {
  DayField,
  FloatField,
  InForceField,
  IntField,
  ListField,
  MoneyField,
  OneField,
  RecordIdField,
  TextField,
} = fieldsOf("tax");

@ObjectType({
  simpleResolvers: true,
  description: "纳税缴费信用级别：年度评价结果。Yearly tax credit rating.",
})
export class TaxRating {
  @RecordIdField() recordId!: string;
  @IntField("评价年度。Year rated.") year!: number | null;
  @TextField("级别：A、B、M、C、D。Grade.") grade!: string | null;
  @FloatField("得分：直接判级的没有得分。Score.") score!: number | null;
}

@ObjectType({ simpleResolvers: true, description: "重大税收违法失信主体。Serious tax violation listing." })
export class TaxSeriousViolation {
  @RecordIdField() recordId!: string;
  @TextField("决定文书号。Document number.") documentNumber!: string | null;
  @TextField("案件性质。Kind of case.") caseKind!: string | null;
  @MoneyField("涉案金额，元。Amount in yuan.") amount!: Money | null;
  @DayField("确定日期。Decided on.") decidedOn!: Day | null;
  @DayField("公布截止日：最后一个有效日。Last day in force.") until!: Day | null;
  @InForceField() inForce!: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: "欠税。Tax arrears." })
export class TaxArrears {
  @RecordIdField() recordId!: string;
  @TextField("欠税税种。Kind of tax.") taxKind!: string | null;
  @MoneyField("欠税余额，元。Balance in yuan.", authorisedAmount("tax")) balance!: Money | null;
  @DayField("公告日期。Date of the notice.") noticeDate!: Day | null;
  @InForceField() inForce!: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: "非正常户认定。Abnormal taxpayer status." })
export class TaxAbnormal {
  @RecordIdField() recordId!: string;
  @DayField("认定日期。Since.") since!: Day | null;
  @InForceField() inForce!: boolean | null;
}

export const TaxPenalty = penaltyTypeOf("tax", "TaxPenalty", "税务行政处罚。Penalty by the tax authority.");

@ObjectType({ simpleResolvers: true, description: "税务信用档案。The subject's file at the tax authority." })
export class TaxCredit {
  @OneField(TaxRating, "现行纳税缴费信用级别。Present rating.") rating!: TaxRating | null;
  @ListField(TaxRating, "历年级别，由近及远。All ratings, newest first.") ratings!: TaxRating[] | null;
  @ListField(TaxSeriousViolation, "重大税收违法失信主体记录。Serious violations.")
  seriousViolations!: TaxSeriousViolation[] | null;
  @ListField(TaxArrears, "欠税记录。Arrears.") arrears!: TaxArrears[] | null;
  @ListField(TaxAbnormal, "非正常户记录。Abnormal statuses.") abnormal!: TaxAbnormal[] | null;
  @ListField(TaxPenalty, "税务行政处罚。Penalties.") penalties!: Penalty[] | null;
}
