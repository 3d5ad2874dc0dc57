import { randomBytes } from "node:crypto";
import type { Connection } from "mongoose";
import type { SourceName } from "../schema/departments.js";
import { shanghaiDayOf } from "../kernel/shanghai-day.js";
import { createAnswer } from "./answer.js";
import { loadRoles } from "./authorization/load-roles.js";
import type { RequestContext } from "./context.js";
import { GatewayError, toGraphQLError } from "./errors.js";
import { createExecutor } from "./execution/execute-sources.js";
import { FengchaGateway, type LoadedSupergraph } from "./execution/fengcha-gateway.js";
import { createOperationPreparer } from "./execution/operations.js";
import { failClosed } from "./execution/sources/fail-closed.js";
import type { Ask, Source } from "./execution/sources/source.js";
import { withDeadline } from "./execution/sources/with-deadline.js";
import { createAuthenticator, type TrustedIssuer } from "./identity/authenticate.js";
import { createPermitter } from "./looks/permit-looks.js";
import { factsOfError, type Logger } from "../kernel/log.js";
import type { CryptoSuite } from "../kernel/crypto-suite.js";
import type { RegisterSecrets } from "../kernel/register-keys.js";
import { openRegister, type Register, type RegisterParts } from "./register/register.js";
import { openSubjectKeys } from "./register/subject-keys.js";
import { openHttpServer, type HttpOptions, type HttpServer } from "./http/http-server.js";

export interface AppParts {
  readonly supergraphSdl: string;
  readonly sources: readonly Source[];
  /** Longest wait for a source, in milliseconds. */
  readonly deadlineMsOf: (source: SourceName) => number;
  readonly registerConnection: Connection;
  /** The gateways' own database: leases. */
  readonly controlConnection: Connection;
  readonly register: RegisterSettings;
  /** In place of the register: a benchmark measures what the register costs. Nothing else may set it. */
  readonly registerInstead?: Register;
  readonly issuers: readonly TrustedIssuer[];
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

/** Puts the gateway together and opens its door. Closing it closes the door and the sources, not the connections given. */
export async function openApp(parts: AppParts): Promise<HttpServer> {
  const { log, clock } = parts;
  const { registerConnection, controlConnection } = parts;
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
  const roles = loadRoles({ isDevelopment: parts.isDevelopment });
  const mintReceipt = (): string => mintReceiptAt(clock());
  const permit = createPermitter({ roles, register, subjectKeys, mintReceipt });
  const asks = new Map(parts.sources.map((source) => [source.name as string, guard(source, parts)]));
  const gateway = new FengchaGateway(parts.supergraphSdl, ({ schema, plan }: LoadedSupergraph) => {
    const answer = createAnswer({
      schema,
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
        return await answer({ document, operation, queryHash, variables: request.variables ?? {} }, caller);
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        return { errors: [toGraphQLError(error, { isWholeRequest: true })] };
      }
    };
  });
  const server = await openHttpServer({
    ...parts.http,
    gateway,
    authenticate: createAuthenticator(parts.issuers, clock),
    log,
    ready: () => register.isReady(),
  });
  return {
    ...server,
    async close() {
      await server.close();
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

/** A receipt number: its day, and 80 random bits that nobody can guess. */
function mintReceiptAt(now: Date): string {
  return `FC${shanghaiDayOf(now).replaceAll("-", "")}-${randomBytes(10).toString("hex").toUpperCase()}`;
}
