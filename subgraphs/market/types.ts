import { ObjectType } from "type-graphql";
import type { Day } from "../../kernel/record.js";
import { fieldsOf } from "../kit/fields.js";
import { penaltyTypeOf, type Penalty } from "../kit/penalty.js";
import { personalName } from "../kit/rule.js";

const { DayField, InForceField, IntField, ListField, OneField, RecordIdField, TextField, TextsField } =
  fieldsOf("market");

@ObjectType({ simpleResolvers: true, description: "市场主体登记。Registration of a market entity." })
export class Registration {
  @RecordIdField() recordId!: string;
  @TextField("登记名称。Registered name.") name!: string | null;
  @TextsField("曾用名，由近及远。Former names, newest first.") formerNames!: string[] | null;
  @TextField("登记状态：存续、在业、歇业、吊销、注销、迁出。Status.") status!: string | null;
  @TextField("法定代表人或经营者。Legal representative.", personalName("market")) legalRepresentative!:
    string | null;
  @DayField("成立日期。Registered on.") registeredOn!: Day | null;
  @TextField("市场主体类型。Type of entity.") type!: string | null;
  @TextField("登记机关所在地区。Region.") region!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "经营异常名录。Listing of abnormal operation." })
export class AbnormalListing {
  @RecordIdField() recordId!: string;
  @TextField("列入原因：未年报、未公示、虚假、失联。Reason.") reason!: string | null;
  @DayField("列入日期。Listed on.") listedOn!: Day | null;
  @DayField("移出日期。Removed on.") removedOn!: Day | null;
  @TextField("作出决定机关。Deciding authority.") decidingAuthority!: string | null;
  @InForceField() inForce!: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: "严重违法失信名单。Listing of serious violation." })
export class MarketSeriousViolation {
  @RecordIdField() recordId!: string;
  @TextField("列入原因。Reason.") reason!: string | null;
  @DayField("列入日期。Listed on.") listedOn!: Day | null;
  @DayField("移出日期。Removed on.") removedOn!: Day | null;
  @TextField("作出决定机关。Deciding authority.") decidingAuthority!: string | null;
  @InForceField() inForce!: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: "守合同重信用等荣誉。Honour." })
export class MarketHonour {
  @RecordIdField() recordId!: string;
  @TextField("荣誉名称。Award.") award!: string | null;
  @IntField("授予年度。Year.") year!: number | null;
}

export const MarketPenalty = penaltyTypeOf(
  "market",
  "MarketPenalty",
  "市场监管行政处罚。Penalty by market supervision.",
);

@ObjectType({
  simpleResolvers: true,
  description: "市场监管信用档案。The subject's file at market supervision.",
})
export class MarketCredit {
  @OneField(Registration, "现行登记。Present registration.") registration!: Registration | null;
  @ListField(AbnormalListing, "经营异常名录记录，由近及远。Abnormal listings, newest first.")
  abnormalListings!: AbnormalListing[] | null;
  @ListField(MarketSeriousViolation, "严重违法失信名单记录。Serious violations.")
  seriousViolations!: MarketSeriousViolation[] | null;
  @ListField(MarketHonour, "有效荣誉。Honours that count now.") honours!: MarketHonour[] | null;
  @ListField(MarketPenalty, "市场监管行政处罚。Penalties.") penalties!: Penalty[] | null;
}
