import { defineDepartment } from "../kit/department.js";
import { recordTypes } from "./record.js";
import { EcologyResolver } from "./resolver.js";
import { terms } from "./rules.js";
import { Subject } from "./subject.js";
import { EcologyCredit, EcologyItem, EcologyPenalty, EcologyPermit, EcologyRating } from "./types.js";

/** 生态环境: the live rating with its items, permits, penalties. */
export const department = defineDepartment({
  name: "ecology",
  types: { Subject, EcologyCredit, EcologyRating, EcologyItem, EcologyPermit, EcologyPenalty },
  resolvers: [EcologyResolver],
  recordTypes,
  terms,
});
