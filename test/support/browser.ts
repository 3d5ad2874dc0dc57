import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

const quietFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Debian's chromium, without its own calls home. @param proxy asked for everything that is not on this machine */
export function openBrowser(proxy?: string): Promise<Browser> {
  const flags = proxy === undefined ? quietFlags : [...quietFlags, `--proxy-server=${proxy}`];
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
}

/** A page, and everything on it that a test wants to be empty. */
export interface WatchedPage {
  readonly page: Page;
  /** Addresses outside this machine that were asked for; none of them was reached. */
  readonly outside: string[];
  /** Uncaught errors, and what the console calls an error. */
  readonly errors: string[];
  /** What the Content-Security-Policy stopped. */
  readonly violations: () => Promise<string[]>;
}

export async function openWatchedPage(browser: Browser): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  const outside: string[] = [];
  const errors: string[] = [];
  await refuseOutside(context, outside);
  await context.addInitScript({
    content: `window.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => {
        window.violations.push(event.violatedDirective + " " + event.blockedURI);
      });`,
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return { page, outside, errors, violations: () => page.evaluate<string[]>("window.violations") };
}

async function refuseOutside(context: BrowserContext, outside: string[]): Promise<void> {
  await context.route("**", async (route) => {
    const url = route.request().url();
    if (isOnThisMachine(url)) {
      await route.continue();
      return;
    }
    outside.push(url);
    await route.abort();
  });
}

function isOnThisMachine(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "data:" || protocol === "blob:" || hostname === "127.0.0.1";
}
