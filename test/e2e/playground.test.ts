import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import jwt from "jsonwebtoken";
import type { Browser, Locator, Page, Request } from "playwright-core";
import { request } from "undici";
import { openBrowser, openWatchedPage, type WatchedPage } from "../support/browser.js";
import { startTestSystem, type TestSystem } from "../support/test-system.js";

jest.setTimeout(120_000);

let tested: TestSystem;
let browser: Browser;

beforeAll(async () => {
  tested = await startTestSystem();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await tested.close();
});

describe("the playground", () => {
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    watched = await openWatchedPage(browser);
    page = watched.page;
    await page.goto(`${tested.url}/playground`);
    await page.locator(".window-switcher__item--active", { hasText: "逢办必查" }).waitFor();
  });

  afterEach(async () => {
    const { outside, errors, violations } = watched;
    expect({ outside, errors, violations: await violations() }).toEqual({
      outside: [],
      errors: [],
      violations: [],
    });
  });

  it("speaks Chinese and begins with the first of four example tabs", async () => {
    expect(await page.title()).toBe("逢查 演练台");
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    const titles = await page.locator(".window-switcher__item").allInnerTexts();
    expect(titles.map((title) => title.replace("×", "").trim())).toEqual([
      "逢办必查",
      "主体档案",
      "批量审查投标人",
      "谁查过",
      "+ 新建窗口",
    ]);
    for (const word of ["发送请求", "查询", "变量", "响应结果", "文档", "发送 Check", "接口文档已载入"]) {
      await visible(page, `text=${word}`).first().waitFor();
    }
  });

  it("holds the dishonest debtor in the check tab by one click", async () => {
    const result = await sendFrom(page, "逢办必查");
    await result.getByText('"decision": "HOLD"').first().waitFor();
    await result.getByText("宿迁沉舟逐浪建设工程有限公司").waitFor();
  });

  it("shows a subject's file by one click", async () => {
    const result = await sendFrom(page, "主体档案");
    await result.getByText("全部未履行").waitFor();
  });

  it("starts a batch of bidders by one click and shows it done by another", async () => {
    const result = await sendFrom(page, "批量审查投标人");
    await result.getByText(/"state": "(QUEUED|RUNNING|DONE)"/).waitFor();
    const done = result.getByText('"state": "DONE"');
    for (let clicks = 1; clicks < 20 && !(await done.isVisible()); clicks += 1) {
      await page.waitForTimeout(250);
      await sendFrom(page, "批量审查投标人");
    }
    await done.waitFor();
    await result.getByText('"done": 7').waitFor();
  });

  it("shows who looked by one click", async () => {
    const result = await sendFrom(page, "谁查过");
    await result.getByText("信用核查（政府采购）").first().waitFor();
    await result.getByText("宿迁市政府采购中心").first().waitFor();
  });

  it("acts as the role whose environment is chosen, and always as the auditor to see who looked", async () => {
    await page.locator("app-header").getByText("采购人").click();
    const roles = page.locator(".environments-dropdown__list li");
    for (const role of ["窗口人员", "采购人", "信用办经办人员", "监督审计", "本人"]) {
      await roles.getByText(role, { exact: true }).waitFor();
    }
    await roles.getByText("数据管理员").click();
    await (await sendFrom(page, "逢办必查")).getByText('"check": null').waitFor();
    await (await sendFrom(page, "谁查过")).getByText('"refused": true').first().waitFor();
  });

  it("replaces a token that is about to end when a request leaves", async () => {
    const authorizations: (string | undefined)[] = [];
    page.on("request", (sent) => {
      if (isOfTab(sent)) authorizations.push(sent.headers()["authorization"]);
    });
    await sendFrom(page, "谁查过");
    await page.clock.setFixedTime(Date.now() + 59.5 * 60_000);
    const renewal = page.waitForRequest(/\/playground\/token\?role=auditor$/);
    await Promise.all([renewal, sendFrom(page, "谁查过")]);
    expect(authorizations).toHaveLength(2);
    expect(authorizations[1]).toMatch(/^Bearer ey/);
    expect(authorizations[1]).not.toBe(authorizations[0]);
  });
});

describe("the playground's tokens", () => {
  const own = (): { host: string; origin: string } => {
    const { host, origin } = new URL(tested.url);
    return { host, origin };
  };

  async function askToken(headers: Readonly<Record<string, string>>, role = "auditor") {
    const url = `${tested.url}/playground/token?role=${role}`;
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
    const { statusCode, body } = await request(`${tested.url}/playground/token?role=auditor`);
    await body.dump();
    expect(statusCode).toBe(404);
  });
});

describe("the playground's files", () => {
  it("are kept for long only when their name changes with their content", async () => {
    const page = await request(`${tested.url}/playground/`);
    const html = await page.body.text();
    const hashed = /chunk-\w+\.js/.exec(html)?.[0] ?? "none";
    const policyOf = async (file: string): Promise<unknown> => {
      const { headers, body } = await request(`${tested.url}/playground/${file}`);
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
  await Promise.all([
    page.waitForResponse((response) => isOfTab(response.request())),
    page.getByRole("button", { name: "发送请求" }).click(),
  ]);
  const result = visible(page, "app-query-result .cm-content");
  await result.waitFor();
  return result;
}

/** Altair asks for the schema by itself. */
function isOfTab(sent: Request): boolean {
  return sent.url().endsWith("/graphql") && sent.postData()?.includes("IntrospectionQuery") === false;
}

function tab(page: Page, title: string): Locator {
  return page.locator(".window-switcher__item", { hasText: title });
}

/** Altair keeps the tabs that are not chosen in the document. */
function visible(page: Page, selector: string): Locator {
  return page.locator(selector).locator("visible=true");
}
