import type { Register } from "../../gateway/register/register.js";

/** A register that keeps nothing: what a check costs without one. It exists for the benchmark alone. */
export function createForgetfulRegister(): Register {
  let seq = 0;
  return {
    recordIntent: () => Promise.resolve({ seq: (seq += 1), hash: "A".repeat(43) }),
    recordOutcome: () => Promise.resolve(),
    recordRefusal: () => Promise.resolve(),
    find: () => Promise.resolve(undefined),
    isReady: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}
