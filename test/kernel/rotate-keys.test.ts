import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { followPrivateKey, followPublicKeys, followViewKeys } from "../../kernel/follow-keys.js";
import { createKeyFiles, readPrivateKey, readPublicKey, readPublicKeys } from "../../kernel/key-files.js";
import { keyIdOf } from "../../kernel/key-ring.js";
import { signPassport, verifyPassport } from "../../kernel/passport.js";
import { publishNextKey, retireKeys, rotatableKeys, signWithNextKey } from "../../kernel/rotate-keys.js";
import { mintView, readView, type View } from "../../kernel/view.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fengcha-keys-"));
  createKeyFiles(folder);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A minute and more after the files were written. */
const later = (): Date => new Date(Date.now() + 61_000);
const rotate = (name: (typeof rotatableKeys)[number]): void => {
  publishNextKey(folder, name);
  signWithNextKey(folder, name, later());
};
const digests = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ]),
  );

describe("rotating a pair", () => {
  it("publishes the next public key first, while the present one goes on signing", () => {
    const present = keyIdOf(readPrivateKey(folder, "passport"));
    publishNextKey(folder, "passport");
    expect(readPublicKeys(folder, "passport")).toHaveLength(2);
    expect(keyIdOf(readPublicKey(folder, "passport"))).toBe(present);
    expect(keyIdOf(readPrivateKey(folder, "passport"))).toBe(present);
  });

  it("then signs with it, and what the key before has signed stays valid until it is retired", () => {
    let elapsedMs = 0;
    const options = { stopwatch: () => (elapsedMs += 1000) };
    const ring = followPublicKeys(folder, "passport", options);
    const signing = followPrivateKey(folder, "passport", options);
    const request = { audience: "tax", body: "{}", now: new Date() } as const;
    const sign = (): string => signPassport({ authority: "CHECK" }, request, signing());
    const verify = (token: string): unknown => verifyPassport(token, request, ring);

    const before = sign();
    publishNextKey(folder, "passport");
    expect(verify(sign())).toEqual({ authority: "CHECK" });
    signWithNextKey(folder, "passport", later());
    const after = sign();
    expect(after.split(".")[0]).not.toBe(before.split(".")[0]);
    for (const token of [before, after]) expect(verify(token)).toEqual({ authority: "CHECK" });
    retireKeys(folder, "passport");
    expect(verify(after)).toEqual({ authority: "CHECK" });
    expect(() => verify(before)).toThrow("names no key");
  });

  it("keeps no more than the present key, the one before it and the next", () => {
    for (let times = 0; times < 3; times += 1) rotate("job");
    expect(readPublicKeys(folder, "job")).toHaveLength(2);
    publishNextKey(folder, "job");
    expect(readPublicKeys(folder, "job")).toHaveLength(3);
    retireKeys(folder, "job");
    expect(readPublicKeys(folder, "job")).toHaveLength(2);
  });

  it("keeps every public key of checkpoints, the present one first", () => {
    const first = keyIdOf(readPublicKey(folder, "register-checkpoint"));
    rotate("register-checkpoint");
    rotate("register-checkpoint");
    const ids = readPublicKeys(folder, "register-checkpoint").map(keyIdOf);
    expect(ids).toHaveLength(3);
    expect(ids[0]).toBe(keyIdOf(readPrivateKey(folder, "register-checkpoint")));
    expect(ids).toContain(first);
    expect(() => {
      retireKeys(folder, "register-checkpoint");
    }).toThrow("不能停用");
  });
});

describe("rotating the key of views", () => {
  const view: View = {
    receipt: "FC20261121-00",
    purpose: "CHECK",
    matter: "SUBSIDY",
    asOf: "2026-11-21T00:00:00.000Z",
    needs: ["tax"],
  };

  it("mints with the first and verifies with all, at every step", () => {
    let elapsedMs = 0;
    const keys = followViewKeys(folder, { stopwatch: () => (elapsedMs += 1000) });
    const before = mintView(view, keys);
    publishNextKey(folder, "view");
    expect(mintView(view, keys)).toBe(before);
    signWithNextKey(folder, "view", later());
    const after = mintView(view, keys);
    expect(after).not.toBe(before);
    for (const text of [before, after]) expect(readView(text, keys)).toEqual(view);
    retireKeys(folder, "view");
    expect(readView(after, keys)).toEqual(view);
    expect(() => readView(before, keys)).toThrow("forged");
  });

  it("keeps no more than the present key, the one before it and the next", () => {
    const keys = () => followViewKeys(folder)();
    for (let times = 0; times < 3; times += 1) rotate("view");
    expect(keys()).toHaveLength(2);
    publishNextKey(folder, "view");
    expect(keys()).toHaveLength(3);
  });
});

describe("rotating any key", () => {
  it.each(rotatableKeys)("%s goes step by step: a step out of turn says what to do", (name) => {
    expect(() => {
      signWithNextKey(folder, name, later());
    }).toThrow("请先不带 --sign 运行一次");
    publishNextKey(folder, name);
    expect(() => {
      publishNextKey(folder, name);
    }).toThrow("--sign");
    expect(() => {
      signWithNextKey(folder, name, new Date());
    }).toThrow(/请在 (60|59) 秒后/);
    signWithNextKey(folder, name, later());
  });

  it.each(rotatableKeys)("%s touches no other file, and leaves all of them with mode 0600", (name) => {
    const before = digests();
    rotate(name);
    const after = digests();
    const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
    expect(changed.every((file) => file.startsWith(`${name}.`))).toBe(true);
    expect(changed.length).toBeGreaterThan(0);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  });

  it.each(rotatableKeys)("%s goes on after a crash between creating and publishing", (name) => {
    const [before, waiting] =
      name === "view" ? ["view.key", "view.next.key"] : [`${name}.public.pem`, `${name}.next.private.pem`];
    const verifying = readFileSync(join(folder, before), "utf8");
    publishNextKey(folder, name);
    const next = readFileSync(join(folder, waiting), "utf8");
    writeFileSync(join(folder, before), verifying);
    publishNextKey(folder, name);
    expect(readFileSync(join(folder, waiting), "utf8")).toBe(next);
    signWithNextKey(folder, name, later());
    expect(existsSync(join(folder, waiting))).toBe(false);
  });
});
