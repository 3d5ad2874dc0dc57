/** `node .ci/counts.mjs FILE`: jest's JSON results as one line, "12 passed, 0 failed, 1 skipped". */
import { readFileSync } from "node:fs";

console.log(describe(readResults(process.argv[2])));

function describe({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** A file of tests that could not run at all has failed; so has a run that left no results. */
function readResults(file) {
  try {
    const results = JSON.parse(readFileSync(file, "utf8"));
    return {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
