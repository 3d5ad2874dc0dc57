import { ObjectType } from "type-graphql";
import type { Day } from "../../kernel/record.js";
import { fieldsOf } from "../kit/fields.js";
import { penaltyTypeOf, type Penalty } from "../kit/penalty.js";

const { DayField, IntField, ListField, OneField, RecordIdField, TextField } = fieldsOf("ecology");

@ObjectType({
  simpleResolvers: true,
  description: "环保信用加减分项。What was added to or taken from the score.",
})
export class EcologyItem {
  @RecordIdField() recordId!: string;
  @TextField("事由。What for.") description!: string | null;
  @IntField("分值：加分为正，减分为负。Points.") points!: number | null;
  @DayField("有效期止：最后一个有效日。Last day that it counts.") until!: Day | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "企业环保信用：十二分制动态评价。Live environmental rating of 12 points.",
})
export class EcologyRating {
  @RecordIdField() recordId!: string;
  @TextField("等级：GREEN 绿、BLUE 蓝、YELLOW 黄、RED 红、BLACK 黑。Colour.") colour!: string | null;
  @IntField("分值：满分 12，起始 9。Score.") score!: number | null;
  @DayField("评定日期。Rated on.") ratedOn!: Day | null;
  @ListField(EcologyItem, "加减分项。Items.") items!: EcologyItem[] | null;
}

@ObjectType({ simpleResolvers: true, description: "排污许可。Pollutant discharge permit." })
export class EcologyPermit {
  @RecordIdField() recordId!: string;
  @TextField("许可证编号。Permit number.") number!: string | null;
  @DayField("有效期止。Valid to.") validTo!: Day | null;
  @TextField("许可证状态。Status.") status!: string | null;
}

export const EcologyPenalty = penaltyTypeOf(
  "ecology",
  "EcologyPenalty",
  "生态环境行政处罚。Penalty by the ecology and environment authority.",
);

@ObjectType({
  simpleResolvers: true,
  description: "生态环境信用档案。The subject's file at the ecology and environment authority.",
})
export class EcologyCredit {
  @OneField(EcologyRating, "现行环保信用等级。Present rating.") rating!: EcologyRating | null;
  @ListField(EcologyPermit, "排污许可，由近及远。Permits, newest first.") permits!: EcologyPermit[] | null;
  @ListField(EcologyPenalty, "生态环境行政处罚。Penalties.") penalties!: Penalty[] | null;
}
