import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** What of pip's configuration says where packages come from. */
export interface PipConfig {
  /** Addresses of PEP 503 indexes that pip is told to use, first choice first; its own default only pip knows. May hold credentials. */
  readonly indexUrls: readonly string[];
  /** File with the certificate authorities that pip trusts. */
  readonly caFile: string | undefined;
}

/** Reads pip's configuration as pip does (environment before files, later files before earlier), without python. */
export async function readPipConfig(env: NodeJS.ProcessEnv): Promise<PipConfig> {
  const settings: Record<string, string> = {};
  for (const file of configFiles(env)) Object.assign(settings, parsePipFile(await readIfThere(file)));
  const read = (name: string) =>
    env[`PIP_${name.toUpperCase().replaceAll("-", "_")}`] ?? settings[name] ?? "";
  const indexes = [read("index-url"), ...read("extra-index-url").split(/\s+/)];
  return {
    indexUrls: isTrue(read("no-index")) ? [] : indexes.filter((url) => url !== ""),
    caFile: [read("cert"), env["REQUESTS_CA_BUNDLE"], env["CURL_CA_BUNDLE"]].find(
      (file) => file !== "" && file,
    ),
  };
}

/** The settings of one pip.conf: [global], overridden by [download]; keys in pip's spelling with dashes. */
export function parsePipFile(text: string): Readonly<Record<string, string>> {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> = {};
  let key = "";
  for (const line of text.split(/\r?\n/).filter((each) => !/^\s*([#;]|$)/.test(each))) {
    const header = /^\[(.+)\]/.exec(line)?.[1];
    const [, name, value] = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (header !== undefined) section = sections[header.trim()] ??= {};
    else if (/^\s/.test(line)) section[key] = `${section[key] ?? ""} ${line.trim()}`.trim();
    else if (name !== undefined && value !== undefined) section[(key = name.replaceAll("_", "-"))] = value;
  }
  return { ...sections["global"], ...sections["download"] };
}

function configFiles(env: NodeJS.ProcessEnv): readonly string[] {
  const chosen = env["PIP_CONFIG_FILE"];
  if (chosen === "/dev/null") return [];
  const home = env["HOME"] ?? homedir();
  return [
    "/etc/xdg/pip/pip.conf",
    "/etc/pip.conf",
    join(home, ".pip", "pip.conf"),
    join(env["XDG_CONFIG_HOME"] ?? join(home, ".config"), "pip", "pip.conf"),
    ...(env["VIRTUAL_ENV"] === undefined ? [] : [join(env["VIRTUAL_ENV"], "pip.conf")]),
    ...(chosen === undefined ? [] : [chosen]),
  ];
}

async function readIfThere(file: string): Promise<string> {
  // A file that cannot be read is, as for pip, a file that says nothing.
  return await readFile(file, "utf8").catch(() => "");
}

function isTrue(value: string): boolean {
  return ["1", "true", "yes", "on"].includes(value.toLowerCase());
}
