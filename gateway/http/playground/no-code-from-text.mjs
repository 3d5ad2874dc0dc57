/* global window */
/**
 * Runs in the browser before Altair, whose libraries try whether `new Function` works. The answer is no, before the
 * Content-Security-Policy has to give it and to report a violation.
 */
window.Function = new Proxy(window.Function, {
  construct() {
    throw new EvalError("The playground makes no code from text");
  },
});
