/**
 * Import directions, as docs and CONTRIBUTING.md tell them: index → app → answer, steps → context, errors → kernel,
 * schema. A rule that is in the way is changed here, with its reason, or not at all.
 */
const steps = ["authorization", "cases", "execution", "http", "identity", "limits", "looks", "register"];
const departments = ["tax", "market", "hrss", "ecology", "courts"];
const any = (names) => `(${names.join("|")})`;
/** Types are erased: they bind the parts of a contract, not their code. */
const values = { dependencyTypesNot: ["type-only", "type-import"] };

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "What imports each other is one module, or badly cut. Types may point back.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: values },
    },
    {
      name: "gateway-and-subgraphs-apart",
      comment: "They are deployed apart and agree only on schema/ and kernel/.",
      severity: "error",
      from: { path: "^(gateway|subgraphs)/" },
      to: { path: "^(gateway|subgraphs)/", pathNot: "^$1/" },
    },
    {
      name: "departments-apart",
      comment: "A department knows itself and the kit; no other department, and not the credit office.",
      severity: "error",
      from: { path: `^subgraphs/${any(departments)}/` },
      to: { path: "^subgraphs/", pathNot: ["^subgraphs/$1/", "^subgraphs/kit/"] },
    },
    {
      name: "office-knows-no-department",
      comment: "It meets departments only as facts that federation brings.",
      severity: "error",
      from: { path: "^subgraphs/credit-office/" },
      to: { path: "^subgraphs/", pathNot: "^subgraphs/(credit-office|kit)/" },
    },
    {
      name: "kit-knows-nobody",
      comment: "What all subgraphs share names none of them.",
      severity: "error",
      from: { path: "^subgraphs/kit/" },
      to: { path: "^subgraphs/", pathNot: "^subgraphs/kit/" },
    },
    {
      name: "verdict-is-pure",
      comment: "decide() can be replayed years later: it reads no database, no clock and no network.",
      severity: "error",
      from: { path: "^subgraphs/credit-office/verdict/" },
      to: {
        pathNot: [
          "^subgraphs/credit-office/(verdict|catalogue)/",
          "^(kernel|schema)/",
          "^node:crypto$",
          "^crypto$",
        ],
        ...values,
      },
    },
    {
      name: "kernel-stands-alone",
      comment: "Both sides rest on it; of ours it knows the list of departments and nothing else.",
      severity: "error",
      from: { path: "^kernel/" },
      to: { path: "^(gateway|subgraphs|schema|cli|bench|test)/", pathNot: "^schema/departments\\.ts$" },
    },
    {
      name: "schema-rests-on-kernel",
      comment: "generate.ts alone looks at subgraphs/, and it does so by dynamic import.",
      severity: "error",
      from: { path: "^schema/", pathNot: "^schema/generate\\.ts$" },
      to: { path: "^(gateway|subgraphs|cli|bench|test)/" },
    },
    {
      name: "steps-apart",
      comment:
        "A step is told what it needs; answer.ts knows the order. The one exception: looks/ decides by the rules of authorization/.",
      severity: "error",
      from: { path: `^gateway/${any(steps)}/` },
      to: {
        path: `^gateway/${any(steps)}/`,
        pathNot: ["^gateway/$1/", "^gateway/authorization/authorize-look\\.ts$"],
        ...values,
      },
    },
    {
      name: "only-looks-authorize",
      comment: "The exception of steps-apart, and no wider.",
      severity: "error",
      from: { path: "^gateway/", pathNot: "^gateway/(looks|authorization)/" },
      to: { path: "^gateway/authorization/authorize-look\\.ts$", ...values },
    },
    {
      name: "steps-below-app",
      comment: "index → app → answer, steps → context, errors: nothing looks up.",
      severity: "error",
      from: { path: `^gateway/(${any(steps)}/|(context|errors|answer)\\.ts$)` },
      to: { path: "^gateway/(index|app|answer)\\.ts$", ...values },
    },
    {
      name: "app-below-index",
      severity: "error",
      from: { path: "^gateway/", pathNot: "^gateway/index\\.ts$" },
      to: { path: "^gateway/index\\.ts$" },
    },
    {
      name: "errors-at-the-bottom",
      comment: "context.ts and errors.ts are known to every step and know none, but for a type.",
      severity: "error",
      from: { path: "^gateway/(context|errors)\\.ts$" },
      to: { path: `^gateway/(${any(steps)}/|config\\.ts$)`, ...values },
    },
    {
      name: "configuration-is-read-at-the-top",
      comment: "Everything below receives its settings as arguments.",
      severity: "error",
      from: { path: "^(gateway|subgraphs)/", pathNot: "^(gateway/index|subgraphs/start)\\.ts$" },
      to: { path: "^(gateway|subgraphs)/config\\.ts$", ...values },
    },
    {
      name: "nobody-imports-the-command-line",
      severity: "error",
      from: { path: "^(gateway|subgraphs|schema|kernel)/" },
      to: { path: "^(cli|bench|test|bin|deploy)/" },
    },
    {
      name: "no-tests-in-production",
      severity: "error",
      from: { path: "^(cli|bin|deploy)/" },
      to: { path: "^(test|bench)/" },
    },
    {
      name: "no-development-dependencies",
      comment: "The image has none.",
      severity: "error",
      from: { path: "^(gateway|subgraphs|schema|kernel|cli)/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], ...values },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
    },
    detectJSDocImports: false,
  },
};
