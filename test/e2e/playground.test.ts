import jwt from "jsonwebtoken";
import type { Browser, Locator, Page } from "playwright-core";
import { request } from "undici";
import { openBrowser, openWatchedPage, type WatchedPage } from "../support/browser.js";
import { startTestSystem, type TestSystem } from "../support/embedded.js";

let tested: TestSystem;
let browser: Browser;

beforeAll(async () => {
  tested = await startTestSystem();
  browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await tested.close();
});

describe("the playground", () => {
  let watched: WatchedPage;

  beforeEach(async () => {
    watched = await openWatchedPage(browser);
    await watched.page.goto(`${tested.system.url}/playground`);
    await tab(watched.page, "谁查过").waitFor();
  });

  afterEach(async () => {
    const { page, outside, errors } = watched;
    expect({ outside, errors, violations: await watched.violations() }).toEqual({
      outside: [],
      errors: [],
      violations: [],
    });
    await page.context().close();
  });

  it("speaks Chinese and begins with the first of four example tabs", async () => {
    const { page } = watched;
    expect(await page.title()).toBe("逢查 演练台");
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    expect(await page.locator(".window-switcher__title").allInnerTexts()).toEqual([
      "逢办必查",
      "主体档案",
      "批量审查投标人",
      "谁查过",
    ]);
    await page.locator(".window-switcher__item--active", { hasText: "逢办必查" }).waitFor();
    for (const word of ["发送请求", "查询", "变量", "响应结果", "文档", "发送 Check", "接口文档已载入"]) {
      await visible(page, `text=${word}`).first().waitFor();
    }
  });

  it("has an environment for every role, the buyer's at first", async () => {
    const { page } = watched;
    await page.locator("app-header").getByText("采购人").click();
    const roles = await page.locator(".environments-dropdown__list li").allInnerTexts();
    expect(roles.map((role) => role.trim())).toEqual(
      expect.arrayContaining(["窗口人员", "采购人", "信用办经办人员", "监督审计", "本人"]),
    );
  });

  it("holds the dishonest debtor in the check tab by one click", async () => {
    const result = await sendFrom(watched.page, "逢办必查");
    await result.getByText('"HOLD"').first().waitFor();
    await result.getByText("宿迁沉舟逐浪建设工程有限公司").waitFor();
  });

  it("shows a subject's file by one click", async () => {
    const result = await sendFrom(watched.page, "主体档案");
    await result.getByText("全部未履行").waitFor();
  });

  it("starts a batch of bidders by one click and shows it done by another", async () => {
    const { page } = watched;
    const result = await sendFrom(page, "批量审查投标人");
    await result.getByText(/"(QUEUED|RUNNING|DONE)"/).waitFor();
    const isDone = async (): Promise<boolean> => {
      await sendFrom(page, "批量审查投标人");
      return (await result.innerText()).includes('"DONE"');
    };
    for (let attempt = 0; attempt < 20 && !(await isDone()); attempt += 1) await page.waitForTimeout(250);
    expect(await result.innerText()).toContain('"total": 7');
    expect(await result.innerText()).toContain('"done": 7');
  });

  it("shows who looked by one click, whichever environment is chosen", async () => {
    const { page } = watched;
    await (await sendFrom(page, "逢办必查")).getByText('"HOLD"').first().waitFor();
    const result = await sendFrom(page, "谁查过");
    await result.getByText("信用核查（政府采购）").first().waitFor();
    expect(await result.innerText()).toContain("宿迁市政府采购中心");
  });

  it("replaces a token that is about to end when a request leaves", async () => {
    const { page } = watched;
    const authorizations: (string | undefined)[] = [];
    page.on("request", (sent) => {
      if (sent.url().endsWith("/graphql")) authorizations.push(sent.headers()["authorization"]);
    });
    await (await sendFrom(page, "主体档案")).getByText("全部未履行").waitFor();
    await page.clock.setFixedTime(Date.now() + 59.5 * 60_000);
    const renewal = page.waitForRequest(/\/playground\/token\?role=procurement$/);
    await sendFrom(page, "主体档案");
    await renewal;
    expect(authorizations).toHaveLength(2);
    expect(authorizations[1]).toMatch(/^Bearer ey/);
  });
});

describe("the playground's tokens", () => {
  const own = (): { host: string; origin: string } => {
    const { host, origin } = new URL(tested.system.url);
    return { host, origin };
  };

  async function askToken(headers: Readonly<Record<string, string>>, role = "auditor") {
    const url = `${tested.system.url}/playground/token?role=${role}`;
    const response = await request(url, { method: "POST", headers });
    return { status: response.statusCode, headers: response.headers, body: await response.body.json() };
  }

  it("last an hour at most and are stored by nobody", async () => {
    const { status, headers, body } = await askToken({ ...own(), "sec-fetch-site": "same-origin" });
    expect(status).toBe(200);
    expect(headers["cache-control"]).toBe("no-store");
    const claims = jwt.decode((body as { readonly token: string }).token, { json: true });
    expect(claims).toMatchObject({ roles: ["auditor"] });
    expect((claims?.exp ?? Infinity) - (claims?.iat ?? 0)).toBeLessThanOrEqual(3600);
  });

  it.each<[string, (own: { host: string; origin: string }) => Record<string, string>]>([
    ["a page of another port", ({ host }) => ({ host, origin: "http://127.0.0.1:9" })],
    ["a page of another site", ({ host }) => ({ host, origin: "https://example.com" })],
    ["a page of no origin", ({ host }) => ({ host, origin: "null" })],
    ["a request that names no origin", ({ host }) => ({ host })],
    ["a page of another origin, as the browser tells", (own) => ({ ...own, "sec-fetch-site": "same-site" })],
    [
      "a domain that was made to point here",
      () => ({ host: "rebound.example:4000", origin: "http://rebound.example:4000" }),
    ],
  ])("are refused to %s", async (_who, headersOf) => {
    expect((await askToken(headersOf(own()))).status).toBe(403);
  });

  it("are not there for a role that is none", async () => {
    expect((await askToken(own(), "root")).status).toBe(404);
  });

  it("cannot be had by GET", async () => {
    const { statusCode, body } = await request(`${tested.system.url}/playground/token?role=auditor`);
    await body.dump();
    expect(statusCode).toBe(404);
  });
});

describe("the playground's files", () => {
  it("are kept for long only when their name changes with their content", async () => {
    const page = await request(`${tested.system.url}/playground/`);
    const html = await page.body.text();
    const hashed = /chunk-\w+\.js/.exec(html)?.[0] ?? "none";
    const policyOf = async (file: string): Promise<unknown> => {
      const { headers, body } = await request(`${tested.system.url}/playground/${file}`);
      await body.dump();
      return headers["cache-control"];
    };
    expect(page.headers["cache-control"]).toBe("no-cache");
    expect(await policyOf(hashed)).toBe("public, max-age=31536000, immutable");
    expect(await policyOf("main.js")).toBe("no-cache");
    expect(await policyOf("start-altair.mjs")).toBe("no-cache");
    expect(html).not.toMatch(/<script(?![^>]* src=)/);
    expect(page.headers["content-security-policy"]).toMatch(/script-src 'self';/);
  });
});

/** Chooses a tab, sends its request, and gives the pane of results once there is one. */
async function sendFrom(page: Page, title: string): Promise<Locator> {
  await tab(page, title).click();
  const answered = page.waitForResponse((response) => response.url().endsWith("/graphql"));
  await visible(page, "text=发送请求").click();
  await answered;
  const result = visible(page, "app-query-result .cm-content");
  await result.waitFor();
  return result;
}

function tab(page: Page, title: string): Locator {
  return page.locator(".window-switcher__title", { hasText: title });
}

/** Altair keeps the tabs that are not chosen in the document. */
function visible(page: Page, selector: string): Locator {
  return page.locator(selector).locator("visible=true");
}
