import { renderAltair } from "altair-static";

/** The playground's page: Altair without any script in it; start-altair.mjs starts it. */
export function renderAltairPage(folder: string): string {
  return renderAltair({ baseURL: folder, serveInitialOptionsInSeperateRequest: "start-altair.mjs" })
    .replace("<html>", '<html lang="zh-CN">')
    .replace("<title>Altair</title>", "<title>逢查 演练台</title>");
}
