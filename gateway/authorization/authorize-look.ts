import { normaliseIdentifier } from "../../kernel/identifier.js";
import { maxCheckSubjects, tooManySubjects } from "../../kernel/limits.js";
import type { PassportCaller } from "../../kernel/passport.js";
import { GatewayError } from "../errors.js";
import type { Caller } from "../identity/caller.js";
import type { LookRequest } from "../looks/look-request.js";
import type { Role, Roles } from "./load-roles.js";

/** Unit, matter and case of a look that was registered before. */
export interface EarlierLook {
  readonly unit: string;
  readonly field: string;
}

/** What a caller may do: the roles that it has and that exist. @throws FORBIDDEN when it has none */
export function rolesOf(caller: Caller, roles: Roles): readonly Role[] {
  const known = caller.roles.map((name) => roles[name]).filter((role) => role !== undefined);
  if (known.length === 0) throw new GatewayError("FORBIDDEN", { detail: "令牌中的角色未在系统中登记" });
  return known;
}

/** Scopes of all the caller's roles together. */
export function scopesOf(roles: readonly Role[]): string[] {
  return [...new Set(roles.flatMap(({ scopes }) => scopes))];
}

/**
 * Default deny: a root field may be asked for when one of the caller's roles names it and its matter, and where that
 * role is about the caller only, when it asks about itself.
 * @throws FORBIDDEN, MATTER_REQUIRED, TOO_MANY_SUBJECTS, AS_OF_NOT_ALLOWED
 */
export function authorizeLook(request: LookRequest, caller: Caller, roles: readonly Role[]): void {
  if (request.caseNumber !== null && request.matter === "") {
    throw new GatewayError("MATTER_REQUIRED", { detail: "matter，请填写事项编码" });
  }
  if (request.identifiers.length > maxCheckSubjects) {
    // Said here already: the register keeps a hash of every identifier of a look.
    throw new GatewayError("TOO_MANY_SUBJECTS", { detail: tooManySubjects(request.identifiers.length) });
  }
  const forField = roles.filter(({ fields }) => fields.includes(request.field));
  if (forField.length === 0) throw new GatewayError("FORBIDDEN");
  const forMatter = forField.filter(({ matters }) => allowsMatter(matters, request.matter));
  if (forMatter.length === 0) throw new GatewayError("FORBIDDEN", { detail: "当前角色不办理该事项" });
  const allowed = forMatter.filter(({ own }) => !own || isAboutItself(request, caller));
  if (allowed.length === 0) throw new GatewayError("FORBIDDEN", { detail: "只能查询本人" });
  if (request.asOf !== null && !allowed.some(({ past }) => past)) throw new GatewayError("AS_OF_NOT_ALLOWED");
}

/** An earlier check or batch is seen by its own unit and by those who may look at the past; to others it is not there. */
export function maySeeEarlier(
  request: LookRequest,
  earlier: EarlierLook | undefined,
  caller: Caller,
  roles: readonly Role[],
): boolean {
  if (earlier?.field !== fieldsOfEarlier[request.field]) return false;
  return earlier?.unit === caller.unit || roles.some(({ past }) => past);
}

/** The caller as subgraphs may know it. */
export function toPassportCaller(caller: Caller, roles: readonly Role[]): PassportCaller {
  const { unit, person, onBehalfOf } = caller;
  return {
    unit,
    person,
    roles: [...caller.roles],
    scopes: scopesOf(roles),
    ...(onBehalfOf === null ? {} : { onBehalfOf }),
  };
}

const fieldsOfEarlier: Readonly<Record<string, string>> = { checkByReceipt: "check", batch: "startBatch" };

function allowsMatter(matters: Role["matters"], matter: string | null): boolean {
  return matter === null || matters === "*" || matters.includes(matter);
}

function isAboutItself({ identifiers }: LookRequest, { subject }: Caller): boolean {
  if (subject === null) return false;
  const own = normaliseIdentifier(subject);
  return identifiers.every((identifier) => normaliseIdentifier(identifier) === own);
}
