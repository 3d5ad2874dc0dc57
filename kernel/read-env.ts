import { readFileSync } from "node:fs";
import { z } from "zod";

/** Address of a MongoDB deployment. A replica set's lists several hosts, which `new URL` and so `z.url` would refuse. */
export const mongoUrl = z
  .string()
  .regex(
    /^mongodb(\+srv)?:\/\/[^\s/?]+([/?]\S*)?$/,
    "应为 mongodb:// 或 mongodb+srv:// 地址 (not a MongoDB address)",
  );

/**
 * The environment with secrets read from files: where NAME_FILE is set, NAME is the file's content, without the line
 * break at its end. Orchestrators hand over passwords so; a variable's value stands in lists of processes.
 * @throws Error naming the variable, never a value
 */
export function readEnv(env: NodeJS.ProcessEnv, secrets: readonly string[]): NodeJS.ProcessEnv {
  const read = { ...env };
  for (const name of secrets) {
    const file = env[`${name}_FILE`];
    if (file === undefined) continue;
    if (env[name] !== undefined)
      throw new Error(`Invalid configuration\nset ${name} or ${name}_FILE, not both`);
    read[name] = readSecretFile(`${name}_FILE`, file);
  }
  return read;
}

function readSecretFile(variable: string, file: string): string {
  try {
    return readFileSync(file, "utf8").trimEnd();
  } catch (cause) {
    throw new Error(`Invalid configuration\n${variable}: 读不到文件 ${file} (cannot read the file)`, {
      cause,
    });
  }
}
