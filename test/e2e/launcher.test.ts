import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

const root = join(import.meta.dirname, "..", "..");
let dataDir: string;
let port: number;
const started: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "fengcha-up-"));
  port = await freePort();
});
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

interface Finished {
  readonly code: number | null;
  readonly output: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves when the text has been printed. */
  printed(text: string): Promise<void>;
  finished(): Promise<Finished>;
}

function fengcha(
  args: readonly string[],
  options: { readonly input?: string; readonly env?: Record<string, string> } = {},
): Running {
  const child = spawn(process.execPath, ["--import", "tsx", "cli/main.ts", ...args], {
    cwd: root,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      NO_COLOR: "1",
      APOLLO_TELEMETRY_DISABLED: "true",
      PORT: String(port),
      FENGCHA_DATA_DIR: dataDir,
      FENGCHA_SAMPLE_SUBJECTS: "100",
      ...options.env,
    },
  });
  started.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data: Buffer) => (text += data.toString()));
  child.stdin.end(options.input ?? "");
  const exit = once(child, "exit");
  return {
    child,
    output: () => text,
    async printed(wanted) {
      for (let tries = 0; tries < 900 && !text.includes(wanted); tries += 1) {
        if (child.exitCode !== null) break;
        await pause(100);
      }
      if (!text.includes(wanted)) throw new Error(`"${wanted}" was not printed:\n${text}`);
    },
    async finished() {
      await exit;
      return { code: child.exitCode, output: text };
    },
  };
}

const ready = "Ctrl-C";

/** Processes that work on our data folder: mongod, and what watches it. */
function processesOnData(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return ""; // gone meanwhile
      }
    })
    .filter((line) => line.includes("mongod") && line.includes(dataDir));
}

async function noneOnData(): Promise<void> {
  for (let tries = 0; tries < 150 && processesOnData().length > 0; tries += 1) await pause(100);
  expect(processesOnData()).toEqual([]);
}

describe("fengcha up", () => {
  it("starts everything, prints the verdict of a sample check, serves, and stops on Ctrl-C leaving nothing", async () => {
    const up = fengcha(["up"]);
    await up.printed(ready);
    const text = up.output();
    expect(text).toContain("拦截待核 HOLD");
    expect(text).toContain("财库〔2016〕125号");
    expect(text).toContain(`http://127.0.0.1:${port}/playground`);
    expect(text).toContain("fengcha token --role");
    expect(processesOnData().length).toBeGreaterThan(0);
    up.child.kill("SIGINT");
    expect((await up.finished()).code).toBe(0);
    await noneOnData();
  }, 120_000);

  it("keeps keys and token secrets in files of mode 0600", () => {
    const keys = join(dataDir, "keys");
    const modes = readdirSync(keys).map((name) => statSync(join(keys, name)).mode & 0o777);
    expect(modes.length).toBeGreaterThanOrEqual(9);
    expect(new Set(modes)).toEqual(new Set([0o600]));
  });

  it("serves the client commands; exit codes tell what came out", async () => {
    const up = fengcha(["up"]);
    await up.printed(ready);
    expect(up.output()).not.toContain("装入示例数据");
    const cases = JSON.parse((await fengcha(["cases", "--json"]).finished()).output) as {
      readonly name: string;
      readonly identifiers: string[];
      readonly matter: string;
      readonly role: string;
      readonly expected: string;
    }[];
    expect(cases).toHaveLength(12);
    expect(Object.keys(cases[0] ?? {})).toEqual(
      expect.arrayContaining(["name", "identifiers", "matter", "role", "expected"]),
    );
    const identifiersOf = (name: string): string[] =>
      cases.find((each) => each.name === name)?.identifiers ?? [];
    const purpose = ["--matter", "PROCUREMENT_BID", "--case", "CG-2026-0001"];

    const clean = await fengcha(["check", ...identifiersOf("clean"), ...purpose]).finished();
    expect(clean.code).toBe(0);
    expect(clean.output).toContain("通过 PASS");
    const debtor = await fengcha([
      "check",
      ...identifiersOf("dishonest-debtor"),
      ...purpose,
      "--json",
    ]).finished();
    expect(debtor.code).toBe(3);
    expect(JSON.parse(debtor.output)).toMatchObject({ data: { check: { decision: "HOLD" } } });
    const refused = await fengcha([
      "check",
      ...identifiersOf("clean"),
      "--matter",
      "NOPE",
      "--case",
      "CG-2026-0001",
      "--role",
      "officer",
    ]).finished();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("事项不在清单中");

    const [person = ""] = identifiersOf("person-recruitment");
    const recruitment = ["--matter", "RECRUITMENT", "--case", "LY-2026-0001", "--role", "officer"];
    const onCommandLine = await fengcha(["check", person, ...recruitment]).finished();
    expect(onCommandLine.code).toBe(2);
    expect(onCommandLine.output).toContain("--file");
    const piped = await fengcha(["check", "--file", "-", ...recruitment], {
      input: `${person}\n`,
    }).finished();
    expect(piped.code).toBe(3);
    expect(piped.output).not.toContain(person);
    const bare = await fengcha(["check", "--matter", "RECRUITMENT", "--case", "LY-2026-0001"], {
      input: `${person}\n`,
    }).finished();
    expect(bare.code).toBe(3);
    const file = join(dataDir, "persons.txt");
    writeFileSync(file, `${person}\n`);
    expect((await fengcha(["check", "--file", file, ...recruitment]).finished()).code).toBe(3);

    const token = await fengcha(["token", "--role", "clerk"]).finished();
    expect(token.code).toBe(0);
    expect(token.output.trim()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect((await fengcha(["token", "--role", "king"]).finished()).code).toBe(1);

    const second = await fengcha(["up"]).finished();
    expect(second.code).toBe(1);
    expect(second.output).toContain(`端口 ${port} 已被占用`);
    expect(second.output).not.toMatch(/\n\s+at /);

    up.child.kill("SIGTERM");
    expect((await up.finished()).code).toBe(0);
    await noneOnData();
  }, 240_000);

  it("recovers after kill -9, and leaves no mongod behind", async () => {
    const up = fengcha(["up"]);
    await up.printed(ready);
    up.child.kill("SIGKILL");
    await up.finished();
    await noneOnData();
    const again = fengcha(["up"]);
    await again.printed(ready);
    expect(again.output()).toContain("拦截待核 HOLD");
    again.child.kill("SIGINT");
    expect((await again.finished()).code).toBe(0);
  }, 240_000);
});

describe("fengcha", () => {
  it("explains itself in Chinese and English, and refuses wrong use with 2", async () => {
    const help = await fengcha(["--help"]).finished();
    expect(help.code).toBe(0);
    for (const word of ["核查", "check", "token", "subgraph", "gateway", "cases", "seed", "退出码"])
      expect(help.output).toContain(word);
    expect((await fengcha(["fly"]).finished()).code).toBe(2);
    expect((await fengcha(["check"]).finished()).code).toBe(2);
    expect((await fengcha(["check", "--matter", "LICENCE", "--case", "XK-1"]).finished()).code).toBe(2);
    const nobody = await fengcha([
      "check",
      "91350100M000100Y43",
      "--matter",
      "LICENCE",
      "--case",
      "XK-1",
    ]).finished();
    expect(nobody.code).toBe(1);
    expect(nobody.output).toContain("无法访问网关");
  }, 120_000);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}
