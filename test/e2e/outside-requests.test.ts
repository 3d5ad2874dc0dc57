import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkQuery } from "../../cli/check-answer.js";
import { askGateway } from "../../cli/client.js";
import { namedCases } from "../../cli/sample/named-cases.js";
import { mintDemoToken } from "../../gateway/identity/development-token.js";
import { readSecret, readSecretKey } from "../../kernel/key-files.js";
import { openBrowser, openWatchedPage } from "../support/browser.js";
import { watchSockets, type SocketWatch } from "../support/outside-sockets.js";

jest.setTimeout(240_000);

const root = join(import.meta.dirname, "../..");
const counter = pathToFileURL(join(root, "test/support/count-connections.mjs")).href;

let folder: string;
let connectionsFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fengcha-outside-"));
  connectionsFile = join(folder, "connections.jsonl");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the embedded system", () => {
  it("connects to nothing outside this machine during start, checks and playground", async () => {
    const up = startUp();
    const sockets = watchSockets(up.pid ?? 0);
    try {
      const url = await readUrl(up);
      await checkNamedCases(url);
      expect(await usePlayground(url)).toEqual({ askedByProxy: [], askedByPage: [], violations: [] });
    } finally {
      await stop(up, sockets);
    }
    const connections = await readConnections();
    expect(connections.filter(({ target }) => isOnThisMachine(target))).not.toEqual([]);
    expect(connections.filter(({ target }) => !isOnThisMachine(target))).toEqual([]);
    expect([...sockets.programs]).toEqual(expect.arrayContaining(["mongod", "node"]));
    expect([...sockets.outside]).toEqual([]);
  });
});

describe("the counter of connections", () => {
  it("sees a connection outside this machine and the lookup of a name", async () => {
    const file = join(folder, "self-test.jsonl");
    const script = `
      import { connect } from "node:net";
      import { createSocket } from "node:dgram";
      const lookup = (_name, _options, done) => done(new Error("not looked up"));
      connect({ host: "connect.invalid", port: 1, lookup }).on("error", () => {});
      const socket = createSocket({ type: "udp4", lookup });
      socket.on("error", () => {}).send("", 1, "send.invalid", () => socket.close());
    `;
    const env = { ...process.env, FENGCHA_CONNECTIONS_FILE: file };
    const { stderr } = spawnSync(
      process.execPath,
      ["--import", counter, "--input-type=module", "-e", script],
      {
        env,
        encoding: "utf8",
      },
    );
    expect(stderr).toBe("");
    const targets = (await readConnections(file)).map(({ target }) => target);
    expect(targets).toEqual(["connect.invalid", "send.invalid"]);
    expect(targets.some(isOnThisMachine)).toBe(false);
  });
});

/** `fengcha up` with its own mongod, a free port and the named cases alone. */
function startUp(): ChildProcess {
  const env = { ...process.env };
  delete env["MONGODB_URI"];
  return spawn(process.execPath, ["--import", "tsx", "cli/main.ts", "up"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...env,
      PORT: "0",
      FENGCHA_DATA_DIR: folder,
      FENGCHA_SAMPLE_SUBJECTS: "0",
      FENGCHA_CONNECTIONS_FILE: connectionsFile,
      // Whatever it starts in its turn is counted too.
      NODE_OPTIONS: `--import ${counter}`,
    },
  });
}

async function readUrl(up: ChildProcess): Promise<string> {
  let said = "";
  for await (const chunk of up.stdout ?? []) {
    said += String(chunk);
    const url = /(http:\/\/\S+)\/playground/.exec(said)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`fengcha up ended too early:\n${said}`);
}

async function checkNamedCases(url: string): Promise<void> {
  const keyDir = join(folder, "keys");
  const developmentKey = readSecretKey(keyDir, "development-token");
  for (const { role, identifiers, matter, caseNumber, expected } of namedCases(
    new Date(),
    readSecret(keyDir, "person"),
  )) {
    const token = mintDemoToken({ role }, new Date(), developmentKey);
    const input = { matter, caseNumber, subjects: identifiers };
    const { data } = await askGateway({ url: `${url}/graphql`, token }, checkQuery, { input });
    expect(data).toMatchObject({ check: { decision: expected } });
  }
}

/** Opens the playground and sends its first request. Everything outside would have to go through a proxy that refuses. */
async function usePlayground(url: string) {
  const askedByProxy: string[] = [];
  const proxy = createServer((socket) => {
    socket
      .on("error", () => undefined)
      .once("data", (data) => {
        const asked = data.toString("latin1").split("\r\n")[0] ?? "";
        if (!chromiumsOwn.test(asked)) askedByProxy.push(asked);
        socket.destroy();
      });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  const browser = await openBrowser(`http://127.0.0.1:${address.port}`);
  try {
    const { page, outside, violations } = await openWatchedPage(browser);
    await page.goto(`${url}/playground`);
    await page.locator(".window-switcher__item--active", { hasText: "逢办必查" }).waitFor();
    await page.getByRole("button", { name: "发送请求" }).click();
    await page.getByText('"decision": "HOLD"').first().waitFor();
    return { askedByProxy, askedByPage: outside, violations: await violations() };
  } finally {
    await browser.close();
    proxy.close();
  }
}

/**
 * Services of its maker that chromium calls by itself, whatever page is open, and that no flag turns off. What a page
 * asks of them is seen in `askedByPage` all the same.
 */
const chromiumsOwn = /^[A-Z]+ (https?:\/\/)?([\w-]+\.)*(google|googleapis|gvt1)\.com[:/]/;

async function stop(up: ChildProcess, sockets: SocketWatch): Promise<void> {
  const ended = once(up, "exit");
  if (up.exitCode === null) {
    up.stdout?.resume();
    up.kill("SIGTERM");
    await ended;
  }
  await sockets.stop();
}

interface Connection {
  readonly how: string;
  readonly target: string;
}

async function readConnections(file = connectionsFile): Promise<Connection[]> {
  const lines = (await readFile(file, "utf8")).trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Connection);
}

/** Loopback, or the path of a local socket. */
function isOnThisMachine(target: string): boolean {
  return target.startsWith("/") || ["127.0.0.1", "::1", "localhost"].includes(target);
}
