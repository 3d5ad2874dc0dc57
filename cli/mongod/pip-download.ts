import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { WayFailed } from "./ways.js";

const timeoutMs = 300_000;
const pips = [["pip"], ["pip3"], ["python3", "-m", "pip"]] as const;

/**
 * Lets whichever pip there is download one package, without its dependencies, into `folder`. pip knows ways that we
 * do not: local wheel folders (PIP_FIND_LINKS), keyrings, netrc.
 */
export async function pipDownload(
  requirement: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<void> {
  for (const [command, ...prefix] of pips) {
    const args = [...prefix, "download", "--no-deps", "--only-binary=:all:", "--dest", folder, requirement];
    try {
      log(`改用 ${[command, ...prefix].join(" ")} 下载 ${requirement} …`);
      await promisify(execFile)(command, args, { env, timeout: timeoutMs });
      return;
    } catch (error) {
      if (isAbsent(error)) continue;
      const { message, stderr } = error as Error & { readonly stderr?: string };
      const reason = lastLine(stderr) ?? message;
      throw new WayFailed(`pip：${reason}`, `pip: ${reason}`);
    }
  }
  throw new WayFailed("没有 pip", "there is no pip");
}

/** No such command, or (127) a version manager's stand-in for one that is not installed. */
function isAbsent(error: unknown): boolean {
  const { code } = error as { readonly code?: string | number };
  return code === "ENOENT" || code === 127;
}

function lastLine(text: string | undefined): string | undefined {
  return text
    ?.trim()
    .split("\n")
    .findLast((line) => line.trim() !== "");
}
