import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";

const oldestNode = [20, 19];
const lockFile = join(root, "package-lock.json");
const stampFile = join(root, "node_modules", ".fengcha-lock");

/** Ends the process with a clear word when Node is too old; installs the dependencies when they are not up to date. */
export async function prepare() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    console.error(`需要 Node.js ${oldestNode.join(".")} 或更高版本，当前为 ${process.versions.node}。`);
    console.error(`Node.js ${oldestNode.join(".")} or newer is needed; this is ${process.versions.node}.`);
    process.exit(1);
  }
  const digest = createHash("sha256").update(readFileSync(lockFile)).digest("hex");
  if (isInstalled(digest)) return;
  console.error("正在安装依赖（npm ci），首次运行需要一两分钟 … / installing dependencies …");
  const [command, prefix] = findNpm();
  const code = await run(command, [...prefix, "ci", "--include=dev"], { cwd: root });
  if (code !== 0) {
    console.error(`依赖安装失败（npm ci 退出码 ${code}），请检查网络后重试。`);
    console.error(`npm ci failed with exit code ${code}; check the network and try again.`);
    process.exit(code);
  }
  writeFileSync(stampFile, digest);
}

function isInstalled(digest) {
  if (existsSync(stampFile)) return readFileSync(stampFile, "utf8") === digest;
  // Installed by hand: npm writes this file last, so it is there and newer only after a complete install.
  const written = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(written) || statSync(written).mtimeMs < statSync(lockFile).mtimeMs) return false;
  writeFileSync(stampFile, digest);
  return true;
}

/** The npm that runs us, or the one on PATH. */
function findNpm() {
  const npm = process.env.npm_execpath ?? "";
  return npm.endsWith("npm-cli.js") ? [process.execPath, [npm]] : ["npm", []];
}
