/** Operations made to cost a server more than they cost their sender, by name. Each is over a limit, or invalid. */
export const bombs: Readonly<Record<string, { readonly query: string; readonly limit: string }>> = {
  "fragments that double each other 30 times": {
    query: `{ ...F0 } ${chain(30, (next) => `...${next} ...${next}`)}`,
    limit: "展开片段后的字段数",
  },
  "fragments that double each other 30 times, the innermost first": {
    query: `{ ...F0 } ${chain(30, (next) => `...${next} ...${next}`, true)}`,
    limit: "展开片段后的字段数",
  },
  "fragments that double each other below fields": {
    query: `{ ...F0 } ${chain(30, (next) => `a: matters { ...${next} } b: matters { ...${next} }`)}`,
    limit: "展开片段后的字段数",
  },
  "a chain of 150 fragments, each deep in the one before, the innermost first": {
    query: `{ ...F0 } ${chain(150, (next) => `${"a {".repeat(10)} ...${next} ${"}".repeat(10)}`, true)}`,
    limit: "嵌套层数",
  },
  "fragments in a circle": {
    query: "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    limit: "引用了自身",
  },
  "a fragment within itself": {
    query: "{ ...A } fragment A on Query { matters { ...A } }",
    limit: "引用了自身",
  },
  "a field 10,000 times": { query: `{ matters { ${"code ".repeat(10_000)} } }`, limit: "重复次数" },
  "a field 10,000 times, in fragments that nobody uses": {
    query: `{ __typename } fragment A on Matter { ${"code ".repeat(10_000)} }`,
    limit: "重复次数",
  },
  "an object 700 times, each with as many fields": {
    query: `{ ${`matters { ${"code ".repeat(20)} } `.repeat(700)} }`,
    limit: "重复次数",
  },
  "1,001 aliases below a root": {
    query: `{ matters { ${times(1001, (n) => `a${n}: code`)} } }`,
    limit: "别名数",
  },
  "51 aliases of a root": { query: `{ ${times(51, (n) => `a${n}: __typename`)} }`, limit: "根字段数" },
  "20,001 aliases": { query: `{ ${times(20_001, (n) => `a${n}: __typename`)} }`, limit: "词元数" },
  "100 whole schemas": {
    query: `{ __schema { ${times(100, (n) => `t${n}: types { name fields { name args { name type { name } } type { name } } }`)} } }`,
    limit: "内省查询的字段数",
  },
  "8,000 directives on one field": {
    query: `{ __typename ${"@include(if: true)".repeat(8000)} }`,
    limit: "指令数",
  },
  "10,000 directives that do not exist": { query: `{ __typename ${"@a".repeat(10_000)} }`, limit: "指令数" },
  "fields below fields 1,000 deep": { query: `${"{a".repeat(1000)}${"}".repeat(1000)}`, limit: "括号层数" },
  "fields below fields 21 deep": {
    query: `{ __type(name: "Check") { fields { type ${"{ ofType ".repeat(20)}{ name ${"}".repeat(24)}`,
    limit: "字段的层数",
  },
  "brackets 100,000 deep": { query: `{ check(input: ${"[".repeat(100_000)}`, limit: "括号层数" },
  "lists in lists 1,000 deep": {
    query: `{ check(input: {matter: "X", caseNumber: "Y", subjects: ${"[".repeat(1000)}${"]".repeat(1000)}}) { receipt } }`,
    limit: "括号层数",
  },
  "a type in brackets 1,000 deep": {
    query: `query($a: ${"[".repeat(1000)}Int${"]".repeat(1000)}) { __typename }`,
    limit: "括号层数",
  },
  "100,000 words": { query: `{ matters(${times(25_000, (n) => `a${n}: 1`)}) { code } }`, limit: "词元数" },
  "1,000 operations": { query: times(1000, (n) => `query Q${n} { __typename }`), limit: "操作数" },
  "1,000 fragments": {
    query: `{ __typename } ${times(1000, (n) => `fragment F${n} on Query { __typename }`)}`,
    limit: "片段数",
  },
  "a string of 100,000 characters": {
    query: `{ suggestSubjects(name: "${"宿".repeat(100_000)}", purpose: {matter: "X", caseNumber: "Y"}) { name } }`,
    limit: "字数",
  },
  "a first page of a million": {
    query: `{ accessLog(identifier: "x", first: 1000000) { entries { unit } } }`,
    limit: "查询开销",
  },
};

function times(count: number, write: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => write(n)).join(" ");
}

/** Fragments F0 … Fn, each written with the name of the next; the last is a plain field. */
function chain(count: number, write: (next: string) => string, isBackwards = false): string {
  const texts = Array.from(
    { length: count },
    (_, n) => `fragment F${n} on Query { ${n === count - 1 ? "__typename" : write(`F${n + 1}`)} }`,
  );
  return (isBackwards ? texts.reverse() : texts).join(" ");
}
