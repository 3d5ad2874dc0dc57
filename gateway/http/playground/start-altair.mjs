/* global AltairGraphQL, Headers, MutationObserver, URLSearchParams, atob, document, fetch, location, window */
/** Runs in the browser: fetches a token for every role, then starts Altair with the example tabs. */

/** Seconds before its end at which a token is replaced. */
const renewalMargin = 60;
/** role → its newest token */
const newest = new Map();
/** every token handed out → its role */
const roleOf = new Map();
/** What Altair has no Chinese words for. */
const leftInEnglish = [
  [".toast-message", "Reloaded doc successfully", "接口文档已载入"],
  [".query-editor__line-widget", /\(Send \w+ ?(\w*)\)/, "发送 $1"],
];

try {
  await start();
} catch (error) {
  document.querySelector("app-root").textContent = `演练台未能启动，请重新载入此页。（${error.message}）`;
}

async function start() {
  const { endpointPath, roles, checkRole, tabs } = await readJson("settings.json");
  const endpointURL = new URL(endpointPath, location.origin).href;
  await Promise.all(roles.map(({ role }) => mint(role)));
  renewTokensOnUse();
  translateAsItAppears();
  AltairGraphQL.init({
    // Every load begins with the examples and fresh tokens, whatever an earlier one has left.
    preserveState: false,
    instanceStorageNamespace: "fengcha_",
    disableAccount: true,
    initialSettings: {
      language: "zh-CN",
      "alert.disableUpdateNotification": true,
      "banners.disable": true,
      "schema.reloadOnStart": true,
      disablePushNotification: true,
    },
    initialEnvironments: environmentsOf(roles, checkRole),
    // Of every new tab; ours too ask for the schema by these, before they have their own.
    endpointURL,
    initialHeaders: authorizationBy("token"),
    initialWindows: tabs.map(({ title, query, variables, tokenVariable }) => ({
      initialName: title,
      endpointURL,
      initialQuery: query,
      initialVariables: JSON.stringify(variables, null, 2),
      initialHeaders: authorizationBy(tokenVariable),
    })),
  });
  chooseFirstTab(tabs.length);
}

/** An environment for each role with its `token`; `tokens.ROLE` is there whichever is chosen. */
function environmentsOf(roles, checkRole) {
  return {
    activeSubEnvironment: checkRole,
    base: { variables: { token: newest.get(checkRole), tokens: Object.fromEntries(newest) } },
    subEnvironments: roles.map(({ role, title }) => ({
      id: role,
      title,
      variables: { token: newest.get(role) },
    })),
  };
}

function translateAsItAppears() {
  new MutationObserver(() => {
    for (const [selector, english, chinese] of leftInEnglish) {
      for (const element of document.querySelectorAll(selector)) {
        const text = element.textContent.replace(english, chinese);
        if (text !== element.textContent) element.textContent = text;
      }
    }
  }).observe(document.body, { subtree: true, childList: true });
}

function authorizationBy(tokenVariable) {
  return { Authorization: `Bearer {{${tokenVariable}}}` };
}

/** Altair chooses each tab as it is made: once it has come to the last, the first is to be read first. */
function chooseFirstTab(count) {
  new MutationObserver((_changes, observer) => {
    const tabs = document.querySelectorAll(".window-switcher__item");
    if (tabs.length < count || !tabs[count - 1].matches(".window-switcher__item--active")) return;
    observer.disconnect();
    tabs[0].click();
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["class"] });
}

/** Altair cannot be told of a new token once it runs: one that is about to end is replaced as the request leaves. */
function renewTokensOnUse() {
  const send = window.fetch;
  window.fetch = async (input, init = {}) => {
    const headers = new Headers(init.headers);
    const role = roleOf.get(headers.get("authorization")?.replace(/^Bearer /, ""));
    if (role === undefined) return await send.call(window, input, init);
    const token = secondsLeft(newest.get(role)) > renewalMargin ? newest.get(role) : await mint(role);
    headers.set("authorization", `Bearer ${token}`);
    return await send.call(window, input, { ...init, headers });
  };
}

async function mint(role) {
  const { token } = await readJson(`token?${new URLSearchParams({ role })}`, { method: "POST" });
  newest.set(role, token);
  roleOf.set(token, role);
  return token;
}

function secondsLeft(token) {
  const [, claims] = token.split(".");
  return JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/"))).exp - Date.now() / 1000;
}

async function readJson(url, init) {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return await response.json();
}
