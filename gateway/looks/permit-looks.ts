import type { GraphQLError } from "graphql";
import type { DisclosureLists } from "../../kernel/disclosure.js";
import { parseIdentifier } from "../../kernel/identifier.js";
import { maxCheckSubjects } from "../../kernel/limits.js";
import type { PassportCaller, PassportCase } from "../../kernel/passport.js";
import type { Look } from "../../kernel/register-entry.js";
import { shanghaiDayOf } from "../../kernel/shanghai-day.js";
import {
  authorizeLook,
  maySeeEarlier,
  rolesOf,
  toPassportCaller,
  type AllowedLook,
  type Authority,
  type EarlierLook,
} from "../authorization/authorize-look.js";
import type { CreateFieldPolicy } from "../authorization/field-policy.js";
import type { GrantAnswer } from "../authorization/grants.js";
import type { Roles } from "../authorization/load-roles.js";
import { GatewayError, toGraphQLError } from "../errors.js";
import type { PreparedOperation, RestrictedRoot } from "../execution/operations.js";
import type { Caller } from "../identity/caller.js";
import type { LookRequest } from "./look-request.js";
import { readBatchPages } from "./read-batch-pages.js";
import { readLookRequest } from "./read-look-requests.js";
import type { SubjectsOfBatch } from "./subjects-of-batch.js";

/** A root field that may be asked for, under which policy, and the look that it is. */
export interface PermittedLook {
  readonly root: RestrictedRoot;
  readonly look: Look;
  readonly case: PassportCase;
  readonly caller: PassportCaller;
  /** Earlier checks whose results it may show, by receipt; of a batch only. */
  readonly shownChecks: readonly string[];
  /** Whether a natural person is among the subjects: then values are masked that are open for organisations. */
  readonly hasPersons: boolean;
}

/** A root field that was refused, and the look that it would have been. */
export interface RefusedLook {
  readonly look: Look;
  readonly code: string;
  /** Null where the caller is not even told that something was refused. */
  readonly error: GraphQLError | null;
  /** Set when all of its fields are denied: those denials are reported instead. */
  readonly root: RestrictedRoot | null;
}

export interface Permission {
  readonly permitted: readonly PermittedLook[];
  readonly refused: readonly RefusedLook[];
}

export type PermitLooks = (operation: PreparedOperation, caller: Caller) => Promise<Permission>;

export interface PermitParts {
  readonly roles: Roles;
  readonly grantFor: (caller: Caller, role: string, matter: string | null) => GrantAnswer;
  readonly mayActFor: (caller: Caller, identifiers: readonly string[]) => Promise<boolean>;
  readonly createPolicy: CreateFieldPolicy;
  readonly disclosureLists: () => DisclosureLists | null;
  /** Whether the case is known to be open; null without a case. @throws CASE_NOT_OPEN */
  readonly verifyCase: (
    request: LookRequest,
    caller: Caller,
  ) => Promise<{ readonly verified: boolean | null; readonly window: PassportCase["window"] }>;
  /** Takes points from the caller's limits. @throws RATE_LIMITED */
  readonly takeOfLimits: (caller: Caller, matter: string | null, points: number) => Promise<void>;
  readonly withheldFor: (caller: Caller, matter: string | null) => Look["withheld"];
  /** Under which names the register keeps subjects. @throws REGISTER_UNAVAILABLE */
  readonly referencesOf: (identifiers: readonly string[]) => Promise<Pick<Look, "subjects" | "sealed">>;
  /** @throws REGISTER_UNAVAILABLE */
  readonly findLook: (
    receipt: string,
  ) => Promise<(EarlierLook & Pick<Look, "matter" | "caseNumber" | "subjects" | "sealed">) | undefined>;
  /** Whom pages of a batch's results show. @throws REGISTER_UNAVAILABLE, CREDIT_OFFICE_UNAVAILABLE */
  readonly subjectsOfBatch: SubjectsOfBatch;
  readonly mintReceipt: () => string;
  readonly clock: () => Date;
}

/**
 * Decides root by root what the caller may ask for and see: role, grant, matter, case, receipt, limits, and the fields
 * that scopes and disclosure list both allow. Nothing is asked and nothing is registered yet.
 * @throws FORBIDDEN when the caller has no known role, REGISTER_UNAVAILABLE
 */
export function createPermitter(parts: PermitParts): PermitLooks {
  return async (operation, caller) => {
    const authority: Authority = {
      roles: rolesOf(caller, parts.roles),
      grantFor: (role, matter) => parts.grantFor(caller, role, matter),
      mayActFor: (identifiers) => parts.mayActFor(caller, identifiers),
    };
    const requests = operation.roots
      .map((node) => readLookRequest(operation.rootType, node, operation.variables))
      .filter((request) => request !== null);
    const decided = await Promise.all(
      requests.map(async (request) => {
        const look = await lookOf(request, operation, caller);
        try {
          return await permit({ request, look, operation, caller, authority });
        } catch (error) {
          if (!(error instanceof GatewayError) || error.code === "REGISTER_UNAVAILABLE") throw error;
          const told = toGraphQLError(error, { path: [request.responseName] });
          return { look, code: error.code, error: told, root: null };
        }
      }),
    );
    return {
      permitted: decided.filter((each): each is PermittedLook => !("code" in each)),
      refused: decided.filter((each): each is RefusedLook => "code" in each),
    };
  };

  async function permit(asked: AskedLook): Promise<PermittedLook | RefusedLook> {
    const { caller, authority } = asked;
    const allowed = await authorizeLook(asked.request, caller, authority);
    if (asked.request.earlier === null) return await permitFields(asked, allowed);
    const earlier = await parts.findLook(asked.request.earlier);
    if (!earlier || !maySeeEarlier(asked.request, earlier, caller, authority)) {
      // Foreign and unknown receipts look the same to the caller: null, without an error.
      return { look: asked.look, code: "FORBIDDEN", error: null, root: null };
    }
    const { matter, caseNumber, subjects, sealed } = earlier;
    const request = { ...asked.request, matter };
    const look = { ...asked.look, matter, caseNumber, subjects, sealed };
    const permitted = await permitFields(
      { ...asked, request, look },
      await authorizeLook(request, caller, authority),
    );
    if ("code" in permitted || request.field !== "batch") return permitted;
    return await withSubjectsOfBatch(permitted, asked.request.earlier, asked.operation);
  }

  /** A batch names nobody: whom its results show is asked before anything is shown. */
  async function withSubjectsOfBatch(
    permitted: PermittedLook,
    id: string,
    { rootType, variables }: PreparedOperation,
  ): Promise<PermittedLook> {
    const pages = readBatchPages(rootType, permitted.root.nodes, variables);
    const { subjects, sealed, shownChecks } = await parts.subjectsOfBatch(id, pages);
    const hasPersons = sealed.some((each) => each !== null);
    return { ...permitted, look: { ...permitted.look, subjects, sealed }, hasPersons, shownChecks };
  }

  async function permitFields(
    { request, look, operation, caller }: AskedLook,
    allowed: AllowedLook,
  ): Promise<PermittedLook | RefusedLook> {
    const { verified, window } = await parts.verifyCase(request, caller);
    await parts.takeOfLimits(caller, request.matter, Math.max(1, request.identifiers.length));
    const permit = { ...allowed, matter: request.matter };
    const policy = parts.createPolicy(permit, parts.disclosureLists());
    const root = operation.restrict(request.responseName, policy);
    const known = { ...look, caseVerified: verified };
    if (root.nodes.length === 0) {
      return { look: known, code: "UNAUTHORIZED_FIELD_OR_TYPE", error: null, root };
    }
    return {
      root,
      look: known,
      case: { verified: verified === true, window },
      caller: toPassportCaller(caller, allowed.scopes),
      shownChecks: [],
      hasPersons: look.sealed.some((each) => each !== null) || request.identifiers.some(isPerson),
    };
  }

  async function lookOf(request: LookRequest, operation: PreparedOperation, caller: Caller): Promise<Look> {
    // A look at more subjects than one may take is refused; its refusal names as many as a look may have.
    const identifiers = request.identifiers.slice(0, maxCheckSubjects);
    return {
      receipt: parts.mintReceipt(),
      unit: caller.unit,
      person: caller.person,
      surname: caller.name === null ? null : (Array.from(caller.name)[0] ?? null),
      onBehalfOf: caller.onBehalfOf,
      roles: caller.roles,
      field: request.field,
      matter: request.matter,
      caseNumber: request.caseNumber,
      caseVerified: null,
      ...(await parts.referencesOf(identifiers)),
      fields: operation.coordinates.get(request.responseName) ?? [],
      withheld: parts.withheldFor(caller, request.matter),
    };
  }

  function isPerson(identifier: string): boolean {
    const parsed = parseIdentifier(identifier, shanghaiDayOf(parts.clock()));
    return parsed.ok && parsed.kind === "PERSON";
  }
}

interface AskedLook {
  readonly request: LookRequest;
  readonly look: Look;
  readonly operation: PreparedOperation;
  readonly caller: Caller;
  readonly authority: Authority;
}
