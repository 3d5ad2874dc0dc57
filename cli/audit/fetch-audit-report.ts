import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { askGateway } from "../client.js";
import { auditReportQuery, auditReportSchema, type AuditReportAnswer } from "./audit-answer.js";

/** First pause between two questions, doubled each time up to the longest; each question is registered as a look. */
const firstPauseMs = 1000;
const longestPauseMs = 30_000;

/**
 * Asks a gateway for a month's audit until it is made. @throws Error in Chinese with the gateway's refusal, or when it
 * is not made within `patienceMs`
 */
export async function fetchAuditReport(
  gateway: { readonly url: string; readonly token: string },
  month: string,
  { patienceMs, onWait }: { readonly patienceMs: number; readonly onWait: () => void },
): Promise<AuditReportAnswer> {
  let waited = 0;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const { data, errors } = await askGateway(gateway, auditReportQuery, { month });
    const report = data?.["auditReport"];
    if (report === null || report === undefined)
      throw new Error(errors?.map(({ message }) => message).join("\n") ?? "网关未答复 (no answer)");
    if (z.object({ ready: z.boolean() }).parse(report).ready) return auditReportSchema.parse(report);
    if (waited + pauseMs > patienceMs) throw new Error("月报尚未生成，请稍后再试 (not made yet, try again)");
    onWait();
    await pause(pauseMs);
    waited += pauseMs;
  }
}
