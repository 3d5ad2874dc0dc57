import { defineDepartment } from "../kit/department.js";
import { recordTypes } from "./record.js";
import { HrssResolver } from "./resolver.js";
import { terms } from "./rules.js";
import { Subject } from "./subject.js";
import {
  HrssCredit,
  HrssPenalty,
  LabourGrade,
  LabourViolation,
  SocialInsurance,
  WageArrearsListing,
} from "./types.js";

/** 人力资源和社会保障: wage arrears, labour violations, grades, social insurance, penalties. */
export const department = defineDepartment({
  name: "hrss",
  types: {
    Subject,
    HrssCredit,
    WageArrearsListing,
    LabourViolation,
    LabourGrade,
    SocialInsurance,
    HrssPenalty,
  },
  resolvers: [HrssResolver],
  recordTypes,
  terms,
});
