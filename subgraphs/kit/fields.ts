import { Field, Float, ID, Int } from "type-graphql";
import { SeverityEnum } from "../../schema/enums.js";
import { DateScalar, MoneyScalar } from "../../schema/scalars.js";

/**
 * Fields of the departments' types. Each use declares a field of that one class, so no two departments share metadata.
 * Only `recordId` is never null: any other field may be denied, masked away or missing in the record.
 */
export const RecordIdField = () => Field(() => ID, { description: "记录编号。Record id." });

/** Whether a record counts; see `isInForce`. */
export const InForceField = () => Field(() => Boolean, described("是否有效。Whether it counts now."));

export const TextField = (description: string) => Field(() => String, described(description));
export const IntField = (description: string) => Field(() => Int, described(description));
export const FloatField = (description: string) => Field(() => Float, described(description));
export const DayField = (description: string) => Field(() => DateScalar, described(description));
export const MoneyField = (description: string) => Field(() => MoneyScalar, described(description));
export const SeverityField = (description: string) => Field(() => SeverityEnum, described(description));

/** One record, or nothing. */
export const OneField = (type: new () => object, description: string) =>
  Field(() => type, described(description));

/** A list whose items may be denied one by one. */
export const ListField = (type: new () => object, description: string) =>
  Field(() => [type], { nullable: "itemsAndList", description });

export const TextsField = (description: string) =>
  Field(() => [String], { nullable: "itemsAndList", description });

function described(description: string) {
  return { nullable: true, description } as const;
}
