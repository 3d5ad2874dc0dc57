/**
 * Sees to the programs that tests use beside Node: a browser, pdftotext, a Chinese font. Installs what is missing by
 * apt when it may; otherwise says what to install and ends with 1. FENGCHA_SKIP_SYSTEM_PACKAGES=1 goes on without.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

if (!process.env.FENGCHA_SKIP_SYSTEM_PACKAGES) ensurePackages();

function ensurePackages() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && isThere("apt-get")) {
    console.error(`正在安装系统软件包 / installing system packages: ${missing.join(" ")} …`);
    apt("update");
    apt("install", "-y", "--no-install-recommends", ...missing);
  }
  const still = missingPackages();
  if (still.length === 0) return;
  console.error(`测试需要以下系统软件包，请先安装：${still.join(" ")}`);
  console.error(`The tests need these system packages: ${still.join(" ")}`);
  console.error(`  sudo apt-get install -y --no-install-recommends ${still.join(" ")}`);
  console.error("不需要浏览器和 PDF 的测试可设 FENGCHA_SKIP_SYSTEM_PACKAGES=1 运行。");
  process.exitCode = 1;
}

function missingPackages() {
  return [
    ...(existsSync("/usr/bin/chromium") ? [] : ["chromium"]),
    ...(isThere("pdftotext") ? [] : ["poppler-utils"]),
    ...(isThere("fc-list") ? [] : ["fontconfig"]),
    ...(hasChineseFont() ? [] : ["fonts-noto-cjk"]),
  ];
}

function hasChineseFont() {
  const { stdout } = spawnSync("fc-list", [":lang=zh", "family"], { encoding: "utf8" });
  return (stdout ?? "").trim() !== "";
}

function isThere(program) {
  return spawnSync(program, ["-v"], { stdio: "ignore" }).error?.code !== "ENOENT";
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  // Another apt may be at work; -qq keeps the terminal for the tests.
  const options = ["-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"];
  spawnSync("apt-get", [...options, ...args], { env, stdio: ["ignore", "ignore", "inherit"] });
}
