import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Logger } from "../../kernel/log.js";
import { factsOfError } from "../../kernel/log.js";
import { describeFault, readBySchema } from "../../kernel/read-by-schema.js";
import { ownClaims } from "./claims-mapping.js";
import { issuersFileSchema, type WrittenIssuer } from "./issuers-file.js";
import { createJwksFetch } from "./keys/fetch-jwks.js";
import { openJwksKeys } from "./keys/jwks-keys.js";
import { followPemKeys } from "./keys/pem-keys.js";
import type { IssuerKeys, TrustedIssuer } from "./trusted-issuer.js";

export interface ReadIssuersParts {
  /** Roles that exist: a name that is mapped to none of them is a mistake. */
  readonly roles: readonly string[];
  /** Departments that exist. */
  readonly departments: readonly string[];
  readonly clock: () => Date;
  readonly log: Logger;
}

/**
 * Reads the trusted issuers of a gateway. Nothing is fetched yet: an identity service that is down keeps no gateway from
 * starting.
 * @throws Error in Chinese naming the file, each field that is wrong, and how to mend it
 */
export function readIssuers(file: string, parts: ReadIssuersParts): TrustedIssuer[] {
  const read = readBySchema(issuersFileSchema, parseFile(file));
  if (!read.ok) throw faultsOf(file, read.faults.map(describeFault));
  const unknown = read.value.issuers.flatMap((issuer, index) =>
    unknownNames(issuer, `issuers[${index}]`, parts),
  );
  if (unknown.length > 0) throw faultsOf(file, unknown);
  return read.value.issuers.map((issuer, index) => {
    try {
      return trust(issuer, parts);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw faultsOf(file, [`issuers[${index}]：${reason}`], cause);
    }
  });
}

function parseFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw faultsOf(file, ["读不到文件，请核对 FENGCHA_ISSUERS_FILE"], cause);
  }
  try {
    return parse(text);
  } catch (cause) {
    throw faultsOf(file, ["不是有效的 YAML，请核对缩进和标点"], cause);
  }
}

function faultsOf(file: string, faults: readonly string[], cause?: unknown): Error {
  return new Error(`签发方文件 ${file} 有误 (invalid issuers file)\n${faults.join("\n")}`, { cause });
}

/** Names of ours that do not exist: such a mapping would quietly give nobody anything. */
function unknownNames(
  { roleNames = {}, departmentNames = {} }: WrittenIssuer,
  place: string,
  { roles, departments }: ReadIssuersParts,
): string[] {
  const faults: string[] = [];
  for (const [theirs, ours] of Object.entries(roleNames)) {
    for (const role of ours.filter((each) => !roles.includes(each))) {
      faults.push(`${place}.roleNames.${theirs}：没有角色 ${role}，可用：${roles.join("、")}`);
    }
  }
  for (const [theirs, department] of Object.entries(departmentNames)) {
    if (departments.includes(department)) continue;
    faults.push(
      `${place}.departmentNames.${theirs}：没有部门 ${department}，可用：${departments.join("、")}`,
    );
  }
  return faults;
}

function trust(written: WrittenIssuer, parts: ReadIssuersParts): TrustedIssuer {
  const { issuer, algorithms, audience, clockSkewSeconds, maxAgeHours } = written;
  return {
    issuer,
    algorithms,
    audience,
    clockSkewSeconds,
    maxAgeHours,
    keys: openKeys(written, parts),
    claims: {
      paths: { ...ownClaims.paths, ...written.claims },
      roleNames: written.roleNames ? new Map(Object.entries(written.roleNames)) : null,
      departmentNames: written.departmentNames ? new Map(Object.entries(written.departmentNames)) : null,
    },
  };
}

function openKeys(written: WrittenIssuer, { clock, log }: ReadIssuersParts): IssuerKeys {
  const { algorithms, jwksUri, jwksCaFile, keepKeysHours, publicKeyFile } = written;
  if (jwksUri !== undefined) {
    const ca = jwksCaFile === undefined ? undefined : readFileSync(jwksCaFile, "utf8");
    return openJwksKeys({ fetchKeys: createJwksFetch({ uri: jwksUri, ca }), keepKeysHours, clock, log });
  }
  return followPemKeys(publicKeyFile ?? "", algorithms, {
    onUnreadable: (error) => {
      log.error(factsOfError(error), "issuerKeys.unreadable");
    },
  });
}
