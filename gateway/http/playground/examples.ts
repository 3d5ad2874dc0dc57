import { randomUUID } from "node:crypto";

/** What the example tabs ask about. */
export interface PlaygroundExamples {
  readonly matter: string;
  readonly caseNumber: string;
  readonly cleanUscc: string;
  readonly debtorUscc: string;
  readonly bidders: readonly string[];
  /** Role of the environment that is chosen at first: it may check, see files and start batches. */
  readonly checkRole: string;
  /** Role that may see who looked. */
  readonly auditRole: string;
}

/** A tab of the playground, ready to be sent. */
export interface ExampleTab {
  readonly title: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The environment variable with the token that the tab sends. */
  readonly tokenVariable: string;
}

/** The example tabs. Each call makes a batch of its own: its key lets the same click start it and show its progress. */
export function createExampleTabs(examples: PlaygroundExamples): ExampleTab[] {
  const { matter, caseNumber, cleanUscc, debtorUscc, bidders, auditRole } = examples;
  const purpose = { matter, caseNumber };
  const tokenVariable = "token";
  return [
    {
      title: "逢办必查",
      query: checkQuery,
      variables: { input: { ...purpose, subjects: [debtorUscc, cleanUscc] } },
      tokenVariable,
    },
    {
      title: "主体档案",
      query: subjectQuery,
      variables: { identifier: debtorUscc, purpose },
      tokenVariable,
    },
    {
      title: "批量审查投标人",
      query: batchQuery,
      variables: { input: { ...purpose, subjects: bidders, idempotencyKey: `playground-${randomUUID()}` } },
      tokenVariable,
    },
    {
      title: "谁查过",
      query: accessLogQuery,
      variables: { identifier: debtorUscc },
      tokenVariable: `tokens.${auditRole}`,
    },
  ];
}

const checkQuery = `# 逢办必查：一次查询，五个部门和信用办同时答复；先登记，后答复。
query Check($input: CheckInput!) {
  check(input: $input) {
    receipt
    decision
    results {
      identifier
      subject {
        name
      }
      decision
      hits {
        department
        measure
        measureText
        legalBasis
        documentNumber
        until
        remedy
      }
      sources {
        department
        answer
        dataAsOf
      }
    }
  }
}
`;

const subjectQuery = `# 主体档案：按部门查看，须注明事项和办件编号；只取需要的字段。
query SubjectFile($identifier: String!, $purpose: PurposeInput!) {
  subject(identifier: $identifier, purpose: $purpose) {
    name
    market {
      registration {
        status
        type
        region
        registeredOn
      }
    }
    tax {
      rating {
        year
        grade
      }
    }
    hrss {
      grade {
        year
        grade
      }
    }
    ecology {
      rating {
        colour
        score
      }
    }
    courts {
      dishonestListings {
        caseNumber
        court
        performance
        publishedOn
        until
        inForce
      }
    }
  }
}
`;

const batchQuery = `# 批量审查：在后台核查。幂等键相同，只审查一次：再次发送即可查看进度和结果。
mutation StartBatch($input: BatchInput!) {
  startBatch(input: $input) {
    id
    state
    total
    done
    decisions {
      decision
      count
    }
    results(first: 100) {
      nodes {
        identifier
        subject {
          name
        }
        decision
        hits {
          measureText
          legalBasis
        }
      }
    }
  }
}
`;

const accessLogQuery = `# 谁查过：每一次查询都有登记，被拒绝的也有。此页使用监督审计人员的令牌。
query WhoLooked($identifier: String!) {
  accessLog(identifier: $identifier, first: 20) {
    entries {
      at
      unit
      purpose
      refused
      fields
    }
    hasNextPage
  }
}
`;
