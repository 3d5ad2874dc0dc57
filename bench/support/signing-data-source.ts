import { randomBytes, type KeyObject } from "node:crypto";
import { RemoteGraphQLDataSource, type GraphQLDataSourceProcessOptions } from "@apollo/gateway";
import { Kind, parse, type OperationDefinitionNode } from "graphql";
import { LRUCache } from "lru-cache";
import { responseNameOf, rootFieldsOf } from "../../gateway/execution/inline-operation.js";
import { purposeOfFetch } from "../../gateway/execution/sources/facts-fetch.js";
import { passportHeader, signPassport, type Passport, type PassportCaller } from "../../kernel/passport.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import type { SourceName } from "../../schema/departments.js";

/** In whose name the stock gateway asks: it knows no identities, everybody is this caller. */
const caller: PassportCaller = {
  unit: "宿迁市政府采购中心",
  person: "bench-procurement",
  roles: ["procurement"],
  scopes: ["tax:read", "market:read", "hrss:read", "ecology:read", "courts:read"],
};

/** @apollo/gateway's own HTTP source, which only signs what it sends: without a passport no subgraph answers. */
export class SigningDataSource extends RemoteGraphQLDataSource {
  private readonly audience: SourceName;
  private readonly passportKey: KeyObject;

  constructor(audience: SourceName, url: string, passportKey: KeyObject) {
    super({ url });
    this.audience = audience;
    this.passportKey = passportKey;
  }

  override willSendRequest({ request }: GraphQLDataSourceProcessOptions): void {
    const { http, query = "", ...rest } = request;
    // The bytes that `sendRequest` will send: the query first, then the rest in its order.
    const body = JSON.stringify({ query, ...rest });
    const passport = passportFor(query);
    const token = signPassport(
      passport,
      { audience: this.audience, body, now: new Date() },
      this.passportKey,
    );
    http?.headers.set(passportHeader, token);
  }
}

function passportFor(query: string): Passport {
  const purpose = purposeOfFetch(query);
  switch (purpose.kind) {
    case "ROOT":
      return {
        authority: "ROOT",
        caller,
        receipts: mintReceipts(query),
        clear: {},
        cases: {},
        shownChecks: [],
      };
    case "FACTS":
    case "VERDICT":
      return { authority: "CHECK" };
    case "DETAIL":
      // A passport for files names their coordinates, which a stock gateway does not know.
      throw new Error("The requests of the benchmark ask for no files");
  }
}

const rootNames = new LRUCache<string, readonly string[]>({ max: 1000 });

function mintReceipts(query: string): Record<string, string> {
  const names = rootNames.get(query) ?? readRootNames(query);
  rootNames.set(query, names);
  const day = shanghaiDayOf(new Date()).replaceAll("-", "");
  return Object.fromEntries(
    names.map((name) => [name, `FC${day}-${randomBytes(10).toString("hex").toUpperCase()}`]),
  );
}

function readRootNames(query: string): string[] {
  const operation = parse(query).definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  return operation ? rootFieldsOf(operation).map(responseNameOf) : [];
}
