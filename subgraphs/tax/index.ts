import { defineDepartment } from "../kit/department.js";
import { recordTypes } from "./record.js";
import { TaxResolver } from "./resolver.js";
import { terms } from "./rules.js";
import { Subject } from "./subject.js";
import { TaxAbnormal, TaxArrears, TaxCredit, TaxPenalty, TaxRating, TaxSeriousViolation } from "./types.js";

/** 税务: ratings, serious violations, arrears, abnormal status, penalties. */
export const department = defineDepartment({
  name: "tax",
  types: { Subject, TaxCredit, TaxRating, TaxSeriousViolation, TaxArrears, TaxAbnormal, TaxPenalty },
  resolvers: [TaxResolver],
  recordTypes,
  terms,
});
