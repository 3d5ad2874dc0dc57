import { randomBytes } from "node:crypto";
import type { Connection } from "mongoose";
import type { SourceName } from "../schema/departments.js";
import type { CryptoSuite } from "../kernel/crypto-suite.js";
import type { RegisterSecrets } from "../kernel/register-keys.js";
import { shanghaiDayOf } from "../kernel/shanghai-day.js";
import { factsOfError, type Logger } from "../kernel/log.js";
import { createAnswer, type OnDenied } from "./answer.js";
import { openAuthorities } from "./authorization/authorities.js";
import { openDisclosureLists } from "./authorization/disclosure-lists.js";
import { createFieldPolicies } from "./authorization/field-policy.js";
import type { Grants } from "./authorization/grants.js";
import { loadRoles } from "./authorization/load-roles.js";
import { readSupergraph } from "./authorization/read-supergraph.js";
import { createSchemaForCaller } from "./authorization/schema-for-caller.js";
import type { Withholding } from "./authorization/withholding.js";
import { openCaseBook } from "./cases/case-book.js";
import type { RequestContext } from "./context.js";
import { GatewayError, toGraphQLError } from "./errors.js";
import { askBatchLooks } from "./execution/ask-batch-looks.js";
import { askDisclosureLists } from "./execution/ask-disclosure-lists.js";
import { createExecutor } from "./execution/execute-sources.js";
import { FengchaGateway, type LoadedSupergraph } from "./execution/fengcha-gateway.js";
import { createOperationPreparer } from "./execution/operations.js";
import { failClosed } from "./execution/sources/fail-closed.js";
import type { Ask, Source } from "./execution/sources/source.js";
import { withDeadline } from "./execution/sources/with-deadline.js";
import { createAuthenticator } from "./identity/authenticate.js";
import { openRevocations } from "./identity/revocations.js";
import type { TrustedIssuer } from "./identity/trusted-issuer.js";
import { createRateLimits } from "./limits/create-rate-limits.js";
import type { RateLimitSettings } from "./limits/rate-limit-settings.js";
import { createSubjectsOfBatch } from "./looks/subjects-of-batch.js";
import { createPermitter } from "./looks/permit-looks.js";
import { openRegister, type Register, type RegisterParts } from "./register/register.js";
import { openSubjectKeys } from "./register/subject-keys.js";
import { openHttpServer, type HttpOptions, type HttpServer } from "./http/http-server.js";

export interface AppParts {
  /** With the rules that the schema declares. */
  readonly supergraphSdl: string;
  readonly sources: readonly Source[];
  /** Longest wait for a source, in milliseconds. */
  readonly deadlineMsOf: (source: SourceName) => number;
  readonly registerConnection: Connection;
  /** The gateways' own database: leases, cases, authorities, revoked tokens. */
  readonly controlConnection: Connection;
  readonly register: RegisterSettings;
  /** In place of the register: a benchmark measures what the register costs. Nothing else may set it. */
  readonly registerInstead?: Register;
  readonly issuers: readonly TrustedIssuer[];
  readonly grants: Grants;
  readonly withholding: Withholding;
  readonly limits: RateLimitSettings;
  readonly isDevelopment: boolean;
  readonly http: HttpOptions;
  readonly log: Logger;
  readonly clock: () => Date;
}

/** How the query register is kept. */
export interface RegisterSettings {
  /** Name of this gateway instance, and of its chain. */
  readonly instance: string;
  readonly leaseMs: number;
  readonly suite: CryptoSuite;
  readonly secrets: RegisterSecrets;
  readonly checkpoints: RegisterParts["checkpoints"];
}

/** A new version of the catalogue's disclosure lists is in force here after so long, in milliseconds. */
const disclosureRefreshMs = 5000;

/** Puts the gateway together and opens its door. Closing it closes the door and what it was given, but for connections. */
export async function openApp(parts: AppParts): Promise<HttpServer> {
  const { log, clock } = parts;
  const { registerConnection, controlConnection } = parts;
  const revocations = await openRevocations({ connection: controlConnection, clock, log });
  const register =
    parts.registerInstead ??
    (await openRegister({
      ...parts.register,
      register: registerConnection,
      control: controlConnection,
      log,
      clock,
      stopwatch: () => performance.now(),
    }));
  const subjectKeys = openSubjectKeys({ ...parts.register, register: registerConnection, clock });
  const fed = { control: controlConnection, registerKey: parts.register.secrets.register, clock };
  const limits = await createRateLimits({ control: controlConnection, limits: parts.limits, clock });
  const caseBook = openCaseBook(fed);
  const authorities = openAuthorities(fed);
  const roles = loadRoles({ isDevelopment: parts.isDevelopment });
  const asks = new Map(parts.sources.map((source) => [source.name as string, guard(source, parts)]));
  const lists = await openDisclosureLists({
    ask: () => askDisclosureLists(asks),
    refreshMs: disclosureRefreshMs,
    log,
  });
  const { supergraphSdl, rules } = readSupergraph(parts.supergraphSdl);
  const createPolicy = createFieldPolicies(rules);
  const permit = createPermitter({
    roles,
    grantFor: (caller, role, matter) => parts.grants.grantFor(caller, role, matter),
    mayActFor: (caller, identifiers) => authorities.mayActFor(caller, identifiers),
    createPolicy,
    disclosureLists: () => lists.current(),
    verifyCase: ({ matter, caseNumber, identifiers }, { unit }) =>
      caseBook.verify({ unit, matter, caseNumber, identifiers }),
    takeOfLimits: (caller, matter, points) => limits.take(caller, { matter, points }),
    withheldFor: (caller, matter) => parts.withholding.withheldFor(caller, matter, clock()),
    referencesOf: (identifiers) => subjectKeys.referencesOf(identifiers),
    findLook: (receipt) => register.find(receipt),
    subjectsOfBatch: createSubjectsOfBatch({
      askShown: (id, page) => askBatchLooks(asks, id, page),
      findLook: (receipt) => register.find(receipt),
    }),
    mintReceipt: () => mintReceiptAt(clock()),
    clock,
  });
  const gateway = new FengchaGateway(supergraphSdl, ({ schema, plan }: LoadedSupergraph) => {
    const answer = createAnswer({
      schemaFor: createSchemaForCaller(schema, { roles, createPolicy, lists: () => lists.current() }),
      prepare: createOperationPreparer(schema, plan),
      permit,
      register,
      execute: createExecutor(schema, asks),
      stopwatch: () => performance.now(),
    });
    return async ({ document, operation, queryHash, request, context }) => {
      const { caller } = context as RequestContext;
      try {
        // Apollo Server hands over none when a document holds several and the request does not say which.
        if (!(operation as typeof operation | undefined)) throw new GatewayError("OPERATION_NAME_REQUIRED");
        const raw = { document, operation, queryHash, variables: request.variables ?? {} };
        return await answer(raw, caller, readOnDenied(request.extensions));
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        return { errors: [toGraphQLError(error, { isWholeRequest: true })] };
      }
    };
  });
  const server = await openHttpServer({
    ...parts.http,
    gateway,
    authenticate: createAuthenticator({ issuers: parts.issuers, revocations, clock }),
    log,
    ready: async () => lists.current() !== null && (await register.isReady()),
  });
  return {
    ...server,
    async close() {
      await server.close();
      await revocations.close();
      await lists.close();
      await Promise.all(parts.sources.map((source) => source.close()));
      await register.close();
    },
  };
}

function guard(source: Source, { deadlineMsOf, log }: AppParts): Ask {
  return failClosed(
    source.name,
    withDeadline(source, deadlineMsOf(source.name)),
    ({ reason, entities, error }) => {
      log.warn({ source: source.name, reason, entities, ...factsOfError(error) }, "department.unavailable");
    },
  );
}

/** `extensions.onDenied` of a request: what the client wants when something of it is denied. */
function readOnDenied(extensions: Readonly<Record<string, unknown>> | undefined): OnDenied {
  const { onDenied = "PRUNE" } = extensions ?? {};
  if (onDenied === "PRUNE" || onDenied === "REFUSE") return onDenied;
  throw new GatewayError("BAD_REQUEST", { detail: "extensions.onDenied，应为 PRUNE 或 REFUSE" });
}

/** A receipt's own part: its day, and 80 random bits that nobody can guess. */
function mintReceiptAt(now: Date): string {
  return `FC${shanghaiDayOf(now).replaceAll("-", "")}-${randomBytes(10).toString("hex").toUpperCase()}`;
}
