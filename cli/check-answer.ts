import { z } from "zod";

const hit = z.object({
  department: z.string(),
  recordType: z.string(),
  documentNumber: z.string().nullable(),
  decidingAuthority: z.string().nullable(),
  measure: z.string(),
  measureText: z.string(),
  legalBasis: z.string(),
  basisVerified: z.boolean(),
  until: z.string().nullable(),
  remedy: z.string(),
  disputed: z.boolean(),
});

/** What `fengcha check` asks for. */
export const checkAnswerSchema = z.object({
  receipt: z.string(),
  matter: z.object({ code: z.string(), name: z.string() }),
  caseNumber: z.string(),
  asOf: z.string(),
  catalogueVersion: z.string(),
  decision: z.string(),
  results: z.array(
    z.object({
      identifier: z.string(),
      problem: z.object({ code: z.string(), message: z.string() }).nullable(),
      subject: z.object({ name: z.string().nullable() }).nullable(),
      decision: z.string(),
      provisional: z.string().nullable(),
      hits: z.array(hit),
      incentives: z.array(
        z.object({ department: z.string(), measureText: z.string(), legalBasis: z.string() }),
      ),
      sources: z.array(
        z.object({
          department: z.string(),
          answer: z.string(),
          dataAsOf: z.string().nullable(),
          reason: z.string().nullable(),
        }),
      ),
    }),
  ),
  groups: z.array(z.object({ name: z.string(), decision: z.string(), members: z.array(z.string()) })),
});
export type CheckAnswer = z.infer<typeof checkAnswerSchema>;

export const checkQuery = /* GraphQL */ `
  query Check($input: CheckInput!) {
    check(input: $input) {
      receipt
      matter {
        code
        name
      }
      caseNumber
      asOf
      catalogueVersion
      decision
      results {
        identifier
        problem {
          code
          message
        }
        subject {
          name
        }
        decision
        provisional
        hits {
          department
          recordType
          documentNumber
          decidingAuthority
          measure
          measureText
          legalBasis
          basisVerified
          until
          remedy
          disputed
        }
        incentives {
          department
          measureText
          legalBasis
        }
        sources {
          department
          answer
          dataAsOf
          reason
        }
      }
      groups {
        name
        decision
        members
      }
    }
  }
`;
