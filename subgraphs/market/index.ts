import { defineDepartment } from "../kit/department.js";
import { recordTypes } from "./record.js";
import { MarketResolver } from "./resolver.js";
import { terms } from "./rules.js";
import { Subject } from "./subject.js";
import {
  AbnormalListing,
  MarketCredit,
  MarketHonour,
  MarketPenalty,
  MarketSeriousViolation,
  Registration,
} from "./types.js";

/** 市场监管: registration, the two lists, honours, penalties. */
export const department = defineDepartment({
  name: "market",
  types: {
    Subject,
    MarketCredit,
    Registration,
    AbnormalListing,
    MarketSeriousViolation,
    MarketHonour,
    MarketPenalty,
  },
  resolvers: [MarketResolver],
  recordTypes,
  terms,
});
