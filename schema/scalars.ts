import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { isMoney } from "../kernel/money.js";
import { isDay } from "../kernel/shanghai-day.js";

/** A Shanghai day, "2026-11-21". */
export const DateScalar = textScalar({
  name: "Date",
  description: "日期：北京时间的一天，如 2026-11-21。A Shanghai day.",
  example: "2026-11-21",
  accepts: isDay,
});

/** An instant, ISO 8601 with offset. */
export const DateTimeScalar = textScalar({
  name: "DateTime",
  description: "时刻：带时区的 ISO 8601，如 2026-11-21T09:30:00+08:00。An instant with offset.",
  example: "2026-11-21T09:30:00+08:00",
  accepts: isInstant,
});

/** Decimal string in yuan; never a float. */
export const MoneyScalar = textScalar({
  name: "Money",
  description: '金额：以元为单位的十进制字符串，如 "12345.60"。Decimal string in yuan.',
  example: "12345.60",
  accepts: isMoney,
});

/** What a department tells the verdict about one subject; see kernel/facts.ts. No client can select it. */
export const DepartmentFactsScalar = new GraphQLScalarType({
  name: "DepartmentFacts",
  description:
    "部门事实：部门就一个主体对判定的答复，客户端不可选取。Facts for the verdict, never for clients.",
  serialize: (value) => value,
  parseValue: (value) => value,
  extensions: { directives: { inaccessible: {} } },
});

/** What each matter needs of a subject's file; see kernel/disclosure.ts. For gateways alone. */
export const DisclosureListsScalar = new GraphQLScalarType({
  name: "DisclosureLists",
  description: "披露清单：各事项须知道信用档案中的哪些字段，供网关使用。For gateways, never for clients.",
  serialize: (value) => value,
  parseValue: (value) => value,
  extensions: { directives: { inaccessible: {} } },
});

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function isInstant(text: string): boolean {
  return instant.test(text) && !Number.isNaN(Date.parse(text)) && isDay(text.slice(0, 10));
}

interface TextScalar {
  readonly name: string;
  readonly description: string;
  readonly example: string;
  readonly accepts: (text: string) => boolean;
}

function textScalar({ name, description, example, accepts }: TextScalar): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value === "string" && accepts(value)) return value;
    throw new GraphQLError(`${name} 的写法应如 "${example}"`, { extensions: { code: "BAD_USER_INPUT" } });
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => (value instanceof Date ? value.toISOString() : parse(value)),
    parseValue: parse,
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}
