import { randomBytes } from "node:crypto";

/** Address of the mongod that all test files of this run share; started by global-setup.mjs. */
export function testMongoUri(): string {
  const uri = process.env["FENGCHA_TEST_MONGO_URI"];
  if (uri === undefined) throw new Error("No mongod for tests: FENGCHA_TEST_NO_MONGO is set");
  return uri;
}

/** A database name that no other test uses. */
export function freshDatabaseName(prefix: string): string {
  return `${prefix}_${randomBytes(6).toString("hex")}`;
}
