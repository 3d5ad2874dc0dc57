import { ObjectType } from "type-graphql";
import type { Day, Money } from "../../kernel/record.js";
import { fieldsOf } from "../kit/fields.js";

const { DayField, InForceField, ListField, MoneyField, RecordIdField, TextField } = fieldsOf("courts");

@ObjectType({ simpleResolvers: true, description: "失信被执行人。Listing of a dishonest judgment debtor." })
export class DishonestListing {
  @RecordIdField() recordId!: string;
  @TextField("案号。Case number.") caseNumber!: string | null;
  @TextField("执行法院。Court.") court!: string | null;
  @TextField("履行情况：全部未履行、部分履行、全部履行。Performance.") performance!: string | null;
  @DayField("发布日期。Published on.") publishedOn!: Day | null;
  @DayField("公布期限：最后一个有效日，须履行完毕的没有。Last day in force.") until!: Day | null;
  @InForceField() inForce!: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: "限制消费令。Order restricting consumption." })
export class ConsumptionRestriction {
  @RecordIdField() recordId!: string;
  @TextField("案号。Case number.") caseNumber!: string | null;
  @TextField("执行法院。Court.") court!: string | null;
  @DayField("发出日期。Ordered on.") orderedOn!: Day | null;
  @InForceField() inForce!: boolean | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "被执行人：不等于失信。Enforcement case, not a dishonesty.",
})
export class Enforcement {
  @RecordIdField() recordId!: string;
  @TextField("案号。Case number.") caseNumber!: string | null;
  @TextField("执行法院。Court.") court!: string | null;
  @MoneyField("执行标的，元。Amount in yuan.") amount!: Money | null;
  @DayField("立案日期。Filed on.") filedOn!: Day | null;
  @InForceField() inForce!: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: "破产重整、和解。Restructuring or composition." })
export class Bankruptcy {
  @RecordIdField() recordId!: string;
  @TextField("裁定书文号。Ruling number.") rulingNumber!: string | null;
  @TextField("程序：重整、和解。Kind.") kind!: string | null;
  @DayField("批准日期。Approved on.") approvedOn!: Day | null;
  @InForceField() inForce!: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: "法院信用档案。The subject's file at the courts." })
export class CourtsCredit {
  @ListField(DishonestListing, "失信被执行人记录，由近及远。Dishonesty listings, newest first.")
  dishonestListings!: DishonestListing[] | null;
  @ListField(ConsumptionRestriction, "限制消费记录。Consumption restrictions.")
  consumptionRestrictions!: ConsumptionRestriction[] | null;
  @ListField(Enforcement, "被执行案件。Enforcement cases.") enforcements!: Enforcement[] | null;
  @ListField(Bankruptcy, "破产重整、和解案件。Restructurings and compositions.")
  bankruptcies!: Bankruptcy[] | null;
}
