import { ObjectType } from "type-graphql";
import type { DepartmentName } from "../../schema/departments.js";
import type { Day, Money, RecordInView, Severity } from "../../kernel/record.js";
import { isInForce, textOf } from "./detail.js";
import { fieldsOf } from "./fields.js";

/** 行政处罚 as every department shows it. */
export interface Penalty {
  readonly recordId: string;
  readonly documentNumber: string | null;
  readonly kind: string | null;
  readonly amount: Money | null;
  readonly severity: Severity | null;
  readonly decidedOn: Day | null;
  readonly publishUntil: Day | null;
  readonly inForce: boolean | null;
}

/** A fresh class per department: rules on a type that two subgraphs share would be ANDed by composition. */
export function penaltyTypeOf(
  department: DepartmentName,
  name: string,
  description: string,
): new () => Penalty {
  const { DayField, InForceField, MoneyField, RecordIdField, SeverityField, TextField } =
    fieldsOf(department);

  @ObjectType(name, { simpleResolvers: true, description })
  class PenaltyOfDepartment implements Penalty {
    @RecordIdField() recordId!: string;
    @TextField("处罚决定书文号。Document number.") documentNumber!: string | null;
    @TextField("处罚种类。Kind of penalty.") kind!: string | null;
    @MoneyField("罚没金额，元。Amount in yuan.") amount!: Money | null;
    @SeverityField("严重程度。Severity.") severity!: Severity | null;
    @DayField("决定日期。Decided on.") decidedOn!: Day | null;
    @DayField("公示截止日。Last day of publicity.") publishUntil!: Day | null;
    @InForceField() inForce!: boolean | null;
  }
  return PenaltyOfDepartment;
}

export function toPenalty(record: RecordInView): Penalty {
  return {
    recordId: record.recordId,
    documentNumber: record.documentNo ?? null,
    kind: textOf(record, "kind"),
    amount: textOf(record, "amount"),
    severity: record.severity ?? null,
    decidedOn: record.decidedOn,
    publishUntil: record.until ?? null,
    inForce: isInForce(record),
  };
}
