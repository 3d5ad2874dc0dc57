import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import jwt from "jsonwebtoken";
import { jobIssuer, signJobToken } from "../../kernel/job-token.js";
import { keyIdOf } from "../../kernel/key-ring.js";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const now = new Date("2026-11-21T01:00:00Z");
const starter = { unit: "一网通办平台", person: "platform", roles: ["system"], scopes: [] };

describe("a job's token", () => {
  it("speaks for whoever started the job, for one minute, and names its key", () => {
    const token = signJobToken({ ...starter, onBehalfOf: "clerk.07" }, now, privateKey);
    const { header, payload } = jwt.verify(token, publicKey, {
      algorithms: ["ES256"],
      complete: true,
      clockTimestamp: now.getTime() / 1000,
    });
    expect(header).toMatchObject({ alg: "ES256", kid: keyIdOf(publicKey) });
    expect(payload).toMatchObject({
      iss: jobIssuer,
      aud: "fengcha",
      unit: "一网通办平台",
      sub: "platform",
      roles: ["system"],
      onBehalfOf: "clerk.07",
      iat: now.getTime() / 1000,
      exp: now.getTime() / 1000 + 60,
    });
  });

  it("names no clerk where there is none", () => {
    expect(jwt.decode(signJobToken(starter, now, privateKey))).not.toHaveProperty("onBehalfOf");
  });
});
