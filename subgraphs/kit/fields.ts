import { Field, Float, ID, Int } from "type-graphql";
import type { DepartmentName } from "../../schema/departments.js";
import { SeverityEnum } from "../../schema/enums.js";
import { DateScalar, MoneyScalar } from "../../schema/scalars.js";
import { readable, RuledBy, type DeclaredRule } from "./rule.js";

/**
 * Fields of a department's types, each with its rule beside it: whoever may read the department's files, unless a
 * stricter rule is given. Each use declares a field of that one class, so no two departments share metadata. Only
 * `recordId` is never null: any other field may be denied, masked away or missing in the record.
 */
export function fieldsOf(department: DepartmentName) {
  const ruled =
    (field: PropertyDecorator, rule: DeclaredRule = readable(department)): PropertyDecorator =>
    (prototype, key) => {
      field(prototype, key);
      RuledBy(rule)(prototype, key);
    };
  return {
    RecordIdField: () => ruled(Field(() => ID, { description: "记录编号。Record id." })),
    /** Whether a record counts; see `isInForce`. */
    InForceField: () => ruled(Field(() => Boolean, described("是否有效。Whether it counts now."))),
    TextField: (description: string, rule?: DeclaredRule) =>
      ruled(
        Field(() => String, described(description)),
        rule,
      ),
    IntField: (description: string) => ruled(Field(() => Int, described(description))),
    FloatField: (description: string) => ruled(Field(() => Float, described(description))),
    DayField: (description: string) => ruled(Field(() => DateScalar, described(description))),
    MoneyField: (description: string, rule?: DeclaredRule) =>
      ruled(
        Field(() => MoneyScalar, described(description)),
        rule,
      ),
    SeverityField: (description: string) => ruled(Field(() => SeverityEnum, described(description))),
    /** One record, or nothing. */
    OneField: (type: new () => object, description: string) =>
      ruled(Field(() => type, described(description))),
    /** A list whose items may be denied one by one. */
    ListField: (type: new () => object, description: string) =>
      ruled(Field(() => [type], { nullable: "itemsAndList", description })),
    TextsField: (description: string) =>
      ruled(Field(() => [String], { nullable: "itemsAndList", description })),
  };
}

function described(description: string) {
  return { nullable: true, description } as const;
}
