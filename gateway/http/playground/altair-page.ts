import { renderAltair } from "altair-static";

/** Ours that the browser runs: before Altair is loaded, and to start it. */
export const browserScripts = ["no-code-from-text.mjs", "start-altair.mjs"] as const;

/** The playground's page, without any script in it. */
export function renderAltairPage(folder: string): string {
  const [before, start] = browserScripts;
  return renderAltair({ baseURL: folder, serveInitialOptionsInSeperateRequest: start })
    .replace('<script type="module"', `<script type="module" src="${before}"></script>\n    $&`)
    .replace("<html>", '<html lang="zh-CN">')
    .replace("<title>Altair</title>", "<title>逢查 演练台</title>");
}
