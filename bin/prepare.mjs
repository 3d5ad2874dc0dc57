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
  await install();
  writeFileSync(stampFile, digest);
}

async function install() {
  console.error(
    "正在安装依赖，首次运行需要一两分钟 … / installing dependencies, which takes a minute or two …",
  );
  if ((await runNpm("ci", "--include=dev", "--silent")) === 0) return;
  // npm ci also refuses when a registry lacks optional packages of other platforms; install keeps to the lock as well.
  console.error("npm ci 未成功，改用 npm install … / npm ci failed, trying npm install …");
  const code = await runNpm("install", "--include=dev", "--no-save");
  if (code === 0) return;
  console.error(`依赖安装失败（退出码 ${code}），请检查网络后重试。`);
  console.error(`Installing the dependencies failed (exit code ${code}); check the network and try again.`);
  process.exit(code);
}

function isInstalled(digest) {
  if (existsSync(stampFile)) return readFileSync(stampFile, "utf8") === digest;
  // Installed by hand: npm writes this file last, so it is there and newer only after a complete install.
  const written = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(written) || statSync(written).mtimeMs < statSync(lockFile).mtimeMs) return false;
  writeFileSync(stampFile, digest);
  return true;
}

/** Runs the npm that runs us, or the one on PATH. */
function runNpm(...args) {
  const npm = process.env.npm_execpath ?? "";
  const [command, prefix] = npm.endsWith("npm-cli.js") ? [process.execPath, [npm]] : ["npm", []];
  return run(command, [...prefix, ...args], { cwd: root });
}
