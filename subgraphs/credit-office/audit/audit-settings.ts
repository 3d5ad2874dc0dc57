import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const count = z.int().positive();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "应为 08:30 这样的时间 (a time such as 08:30)");

const settingsSchema = z
  .strictObject({
    /** Working time of a working day in Shanghai: from the first instant of `from`, up to but without `to`. */
    workingHours: z.strictObject({ from: time, to: time }).default({ from: "08:30", to: "18:00" }),
    /** Roles whose looks at any hour are ordinary: the subject itself, and systems that citizens set off. */
    rolesAtAnyHour: z.array(z.string().min(1)).default(["subject", "system"]),
    /** More looks of one person than this within `burstMinutes` are a burst.† */
    burstLooks: count.default(30),
    burstMinutes: count.default(10),
    /** More different subjects of one person in the month than this are many.† */
    subjectsOfOnePerson: count.default(300),
    /** More different units that looked at one subject in the month than this are many.† */
    unitsOfOneSubject: count.default(5),
    /** More refused looks of one person in the month than this are many.† */
    refusalsOfOnePerson: count.default(20),
    /** Minutes after which a look without an outcome is no longer under way. */
    openMinutes: count.default(10),
    /** Receipts named with each flag, the first ones. */
    receiptsShown: z.int().min(0).default(20),
    /** Flags listed of each kind, the greatest ones; all are counted. */
    flagsShown: count.default(200),
    /** Different subjects held in memory at once; when there are more, only a part of them is looked at, and the report says so. */
    subjectsHeld: count.default(200_000),
  })
  .refine(({ workingHours: { from, to } }) => from < to, {
    path: ["workingHours"],
    message: "from 应早于 to (from must be before to)",
  });

/** What counts as unusual. Thresholds marked † follow no text; each city sets its own. */
export type AuditSettings = Readonly<z.infer<typeof settingsSchema>>;

/** Settings as written, defaults for the rest. @throws Error naming each fault */
export function parseAuditSettings(written: unknown): AuditSettings {
  const result = settingsSchema.safeParse(written ?? {});
  if (!result.success) throw new Error(`Invalid audit settings\n${z.prettifyError(result.error)}`);
  return result.data;
}

/** @param file YAML; without one the defaults hold. @throws Error naming each fault */
export function readAuditSettings(file: string | undefined): AuditSettings {
  return parseAuditSettings(file === undefined ? {} : parse(readFileSync(file, "utf8")));
}
