import { startTestSystem, type TestSystem } from "../support/embedded.js";
import { chromium } from "playwright-core";
let t: TestSystem;
beforeAll(async () => { t = await startTestSystem(); }, 120000);
afterAll(() => t.close());
it("works", async () => {
  const b = await chromium.launch({executablePath: "/usr/bin/chromium", args: "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(" ")});
  const p = await b.newPage({viewport:{width:1440,height:900}});
  p.on("console", m => console.log("CONSOLE", m.type(), m.text()));
  p.on("pageerror", m => console.log("ERR", m));
  p.on("request", m => console.log("REQ", m.method(), m.url(), m.postData()?.slice(0,80)));
  p.on("response", m => { if (m.status() >= 400) console.log("RES", m.status(), m.url())});
  await p.goto(t.system.url + "/playground");
  await p.waitForTimeout(4000); console.log(await p.locator("text=接口文档已载入").first().evaluate(e=>e.outerHTML).catch(e=>"no toast"), await p.evaluate(()=>[...document.querySelectorAll("*")].filter(e=>/Reloaded/.test(e.textContent??"")&&!e.children.length).map(e=>e.outerHTML)));
 
  await p.screenshot({path:"/tmp/pg1.png"});
  console.log((await p.locator("body").innerText()).slice(0,3000));

  await p.screenshot({path:"/tmp/pg1.png"});
  // edit the query, rename the operation
  await p.locator(".query-editor__line-widget").first().waitFor();

  await p.locator("text=请求前脚本").locator("visible=true").first().click(); await p.waitForTimeout(1500);
  await p.screenshot({path:"/tmp/pg4.png"});
  await p.locator("text=/启用.*脚本/").locator("visible=true").first().click({timeout:3000}).catch(e=>console.log("XX", e.message.slice(0,900)));
  await p.waitForTimeout(300);
  await p.mouse.click(400, 400); await p.keyboard.type('altair.log("hello " + (1+1));'); await p.waitForTimeout(300);
  await p.screenshot({path:"/tmp/pg3.png"});
  await p.locator("button:has-text('发送请求')").locator("visible=true").first().click(); await p.waitForTimeout(4500);
  await p.screenshot({path:"/tmp/pg5.png"});
  await b.close();
}, 90000);
