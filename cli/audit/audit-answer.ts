import { z } from "zod";

const count = z.int().nonnegative();
const line = z.object({
  name: z.string().nullable(),
  title: z.string().nullable(),
  requests: count,
  looks: count,
  refused: count,
  abandoned: count,
});

const flag = z.object({
  unit: z.string().nullable(),
  account: z.string().nullable(),
  count,
  isEstimate: z.boolean(),
  receipts: z.array(z.string()),
});

/** A monthly audit as `fengcha audit report` asks for it. */
export const auditReportSchema = z.object({
  month: z.string(),
  generatedAt: z.iso.datetime(),
  requests: count,
  looks: count,
  refused: count,
  abandoned: count,
  underWay: count,
  byUnit: z.array(line),
  byRole: z.array(line),
  byMatter: z.array(line),
  refusals: z.array(z.object({ code: z.string(), message: z.string(), count })),
  findings: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      rule: z.string(),
      gap: z.string().nullable(),
      flagged: count,
      flags: z.array(flag),
    }),
  ),
  chains: z.array(z.object({ chain: z.string(), firstSeq: count, lastSeq: count, entries: count })),
});
export type AuditReportAnswer = z.infer<typeof auditReportSchema>;
export type AuditLineAnswer = z.infer<typeof line>;
export type AuditFlagAnswer = z.infer<typeof flag>;

export const auditReportQuery = /* GraphQL */ `
  query AuditReport($month: String!) {
    auditReport(month: $month) {
      month
      ready
      generatedAt
      requests
      looks
      refused
      abandoned
      underWay
      byUnit {
        ...line
      }
      byRole {
        ...line
      }
      byMatter {
        ...line
      }
      refusals {
        code
        message
        count
      }
      findings {
        kind
        title
        rule
        gap
        flagged
        flags {
          unit
          account
          count
          isEstimate
          receipts
        }
      }
      chains {
        chain
        firstSeq
        lastSeq
        entries
      }
    }
  }

  fragment line on AuditLine {
    name
    title
    requests
    looks
    refused
    abandoned
  }
`;
