import type { GraphQLError } from "graphql";
import { maxCheckSubjects } from "../../kernel/limits.js";
import type { Look, RegisterEntry } from "../../kernel/register-entry.js";
import type { PassportCaller } from "../../kernel/passport.js";
import { authorizeLook, maySeeEarlier, rolesOf, toPassportCaller } from "../authorization/authorize-look.js";
import type { Role, Roles } from "../authorization/load-roles.js";
import { GatewayError, toGraphQLError } from "../errors.js";
import type { PreparedOperation } from "../execution/operations.js";
import type { Caller } from "../identity/caller.js";
import type { Register } from "../register/register.js";
import type { SubjectKeys } from "../register/subject-keys.js";
import type { LookRequest } from "./look-request.js";
import { readLookRequest } from "./read-look-requests.js";

/** A root field that may be asked for, and the look that it is. */
export interface PermittedLook {
  readonly responseName: string;
  readonly look: Look;
}

export interface Permission {
  readonly looks: readonly PermittedLook[];
  /** One for each root field that was refused. */
  readonly refusals: readonly GraphQLError[];
  readonly passportCaller: PassportCaller;
}

export type PermitLooks = (operation: PreparedOperation, caller: Caller) => Promise<Permission>;

/**
 * Decides root by root what the caller may ask for, by role, matter and receipt; refusals are registered at once.
 * @throws FORBIDDEN when the caller has no known role, REGISTER_UNAVAILABLE
 */
export function createPermitter(parts: {
  readonly roles: Roles;
  readonly register: Register;
  readonly subjectKeys: SubjectKeys;
  readonly mintReceipt: () => string;
}): PermitLooks {
  return async (operation, caller) => {
    const roles = rolesOf(caller, parts.roles);
    const requests = operation.roots
      .map((node) => readLookRequest(operation.rootType, node, operation.variables))
      .filter((request) => request !== null);
    const decided = await Promise.all(
      requests.map(async (request): Promise<PermittedLook | GraphQLError | null> => {
        const look = await lookOf(request, operation, caller);
        try {
          return await permit(request, look, caller, roles);
        } catch (error) {
          if (!(error instanceof GatewayError) || error.code === "REGISTER_UNAVAILABLE") throw error;
          await parts.register.recordRefusal(look, error.code);
          return toGraphQLError(error, { path: [request.responseName] });
        }
      }),
    );
    return {
      looks: decided.filter((each): each is PermittedLook => each !== null && "look" in each),
      refusals: decided.filter((each): each is GraphQLError => each !== null && !("look" in each)),
      passportCaller: toPassportCaller(caller, roles),
    };
  };

  async function permit(
    request: LookRequest,
    look: Look,
    caller: Caller,
    roles: readonly Role[],
  ): Promise<PermittedLook | null> {
    const { responseName } = request;
    authorizeLook(request, caller, roles);
    if (request.earlier === null) return { responseName, look };
    const earlier = await parts.register.find(request.earlier);
    if (earlier && maySeeEarlier(request, earlier, caller, roles)) {
      return { responseName, look: { ...look, ...purposeOf(earlier) } };
    }
    // Foreign and unknown receipts look the same to the caller: null, without an error.
    await parts.register.recordRefusal(look, "FORBIDDEN");
    return null;
  }

  async function lookOf(request: LookRequest, operation: PreparedOperation, caller: Caller): Promise<Look> {
    // A look at more subjects than one may take is refused; its refusal names as many as a look may have.
    const { subjects, sealed } = await parts.subjectKeys.referencesOf(
      request.identifiers.slice(0, maxCheckSubjects),
    );
    return {
      receipt: parts.mintReceipt(),
      unit: caller.unit,
      person: caller.person,
      surname: caller.name?.slice(0, 1) ?? null,
      onBehalfOf: caller.onBehalfOf,
      roles: caller.roles,
      field: request.field,
      matter: request.matter,
      caseNumber: request.caseNumber,
      caseVerified: null,
      subjects,
      sealed,
      fields: operation.coordinates.get(request.responseName) ?? [],
      withheld: null,
    };
  }
}

/** A look at an earlier check has that check's purpose and subjects. */
function purposeOf({
  matter,
  caseNumber,
  caseVerified,
  subjects,
  sealed,
}: RegisterEntry): Pick<Look, "matter" | "caseNumber" | "caseVerified" | "subjects" | "sealed"> {
  return { matter, caseNumber, caseVerified, subjects, sealed };
}
