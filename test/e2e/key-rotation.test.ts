import { createPrivateKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createConnection } from "mongoose";
import { databaseUrl } from "../../cli/database-url.js";
import { createHttpSource } from "../../gateway/execution/sources/http-source.js";
import type { Source } from "../../gateway/execution/sources/source.js";
import { followPrivateKey } from "../../kernel/follow-keys.js";
import { createKeyFiles, readPrivateKey, readSecret } from "../../kernel/key-files.js";
import { keyIdOf } from "../../kernel/key-ring.js";
import { publishNextKey, retireKeys, signWithNextKey } from "../../kernel/rotate-keys.js";
import { mintView } from "../../kernel/view.js";
import { startSubgraph, type RunningSubgraph } from "../../subgraphs/start.js";
import { eventually } from "../support/eventually.js";
import { freshDatabaseName, testMongoUri } from "../support/mongo.js";

const keyDir = mkdtempSync(join(tmpdir(), "fengcha-keys-"));
const mongoUrl = databaseUrl(testMongoUri(), freshDatabaseName("rotation"));
const clock = (): Date => new Date();
let tax: RunningSubgraph;
let source: Source;
/** Key ids under which the gateway has signed. */
const signedBy = new Set<string>();

beforeAll(async () => {
  createKeyFiles(keyDir);
  const env = { PORT: "0", FENGCHA_KEY_DIR: keyDir, MONGO_URL: mongoUrl, LOG_LEVEL: "silent" };
  tax = await startSubgraph("tax", env);
  const signingKey = followPrivateKey(keyDir, "passport");
  source = sourceWith(() => {
    signedBy.add(keyIdOf(signingKey()));
    return signingKey();
  });
}, 60_000);
afterAll(async () => {
  await source.close();
  await tax.close();
  const connection = await createConnection(mongoUrl).asPromise();
  await connection.dropDatabase();
  await connection.close();
  rmSync(keyDir, { recursive: true });
});

function sourceWith(passportKey: () => ReturnType<typeof readPrivateKey>): Source {
  return createHttpSource({ name: "tax", url: `${tax.url}/graphql`, passportKey, connections: 2, clock });
}

/** Facts of somebody, under a view minted with the key given. */
async function ask(by: Source, viewKey: Buffer): Promise<void> {
  const view = mintView(
    { receipt: "FC-1", purpose: "CHECK", matter: "SUBSIDY", asOf: new Date().toISOString(), needs: ["tax"] },
    viewKey,
  );
  const answer = await by.fetch(
    {
      query:
        "query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Subject { taxFacts } } }",
      variables: { representations: [{ __typename: "Subject", id: "s-1", view }] },
      operationName: undefined,
      passport: { authority: "CHECK" },
    },
    AbortSignal.timeout(5000),
  );
  expect(answer.errors ?? []).toEqual([]);
}

describe("rotating the keys of passports and views under load", () => {
  it("refuses nothing at any step, needs no restart, and ends with the old keys refused", async () => {
    const names = ["passport", "view"] as const;
    const [oldKey, oldView] = [readPrivateKey(keyDir, "passport"), readSecret(keyDir, "view")];
    const stopping = new AbortController();
    let answered = 0;
    const load = (async () => {
      for (; !stopping.signal.aborted; answered += 1) await ask(source, readSecret(keyDir, "view"));
    })();

    for (const name of names) publishNextKey(keyDir, name);
    const nextKey = createPrivateKey(readFileSync(join(keyDir, "passport.next.private.pem")));
    const nextView = Buffer.from(readFileSync(join(keyDir, "view.next.key"), "utf8"), "base64");
    const early = sourceWith(() => nextKey);
    // The subgraph has read what was published; an operator waits a minute instead.
    await eventually(() => ask(early, nextView));
    await early.close();

    const later = new Date(Date.now() + 61_000);
    for (const name of names) signWithNextKey(keyDir, name, later);
    await eventually(async () => {
      await Promise.resolve();
      expect([...signedBy]).toEqual([keyIdOf(oldKey), keyIdOf(nextKey)]);
    });

    for (const name of names) retireKeys(keyDir, name);
    const thief = sourceWith(() => oldKey);
    await eventually(async () => {
      await expect(ask(thief, nextView)).rejects.toMatchObject({ reason: "DENIED" });
      await expect(ask(source, oldView)).rejects.toThrow("VIEW_INVALID");
    });
    await thief.close();
    stopping.abort();
    await load;
    expect(answered).toBeGreaterThan(10);
  }, 60_000);
});
