import { defineDepartment } from "../kit/department.js";
import { recordTypes } from "./record.js";
import { CourtsResolver } from "./resolver.js";
import { terms } from "./rules.js";
import { Subject } from "./subject.js";
import { Bankruptcy, ConsumptionRestriction, CourtsCredit, DishonestListing, Enforcement } from "./types.js";

/** 法院: dishonesty, restrictions of consumption, enforcement, restructuring. */
export const department = defineDepartment({
  name: "courts",
  types: { Subject, CourtsCredit, DishonestListing, ConsumptionRestriction, Enforcement, Bankruptcy },
  resolvers: [CourtsResolver],
  recordTypes,
  terms,
});
