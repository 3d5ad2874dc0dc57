import { startTestSystem, type TestSystem } from "../support/embedded.js";
import { openBrowser, openWatchedPage } from "../support/browser.js";
let t: TestSystem;
beforeAll(async () => { t = await startTestSystem(); }, 120000);
afterAll(() => t.close());
it("works", async () => {
  const b = await openBrowser();
  for (let i=0;i<2;i++) {
  const w = await openWatchedPage(b);
  const p = w.page;
  await p.addInitScript({content:`document.addEventListener("securitypolicyviolation", (e) => { console.log("VIOL", e.sourceFile, e.lineNumber, e.columnNumber, e.sample, performance.now()); });
  const F = Function; window.Function = new Proxy(F, {construct(t, a) { console.log("NEWF", new Error().stack); throw new EvalError("no") }});`});
  p.on("console", m => console.log("CONSOLE", m.type(), m.text()));
  p.on("response", m => { if (m.status() >= 400) console.log("RES", m.status(), m.url())});
  const t0 = Date.now();
  await p.goto(t.system.url + "/playground"); console.log("goto", Date.now()-t0);
  await p.locator(".window-switcher__title", { hasText: "谁查过" }).waitFor(); console.log("tab", Date.now()-t0);
  await p.waitForTimeout(3000);
  await p.screenshot({path:"/tmp/pg1.png"});
  await p.context().close();
  }
  await b.close();
}, 90000);
