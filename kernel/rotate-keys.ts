import { existsSync, statSync } from "node:fs";
import type { KeyInRotation } from "./key-in-rotation.js";
import { pairInRotation } from "./pair-in-rotation.js";
import { viewKeyInRotation } from "./view-key-in-rotation.js";

/**
 * Keys that change by two steps, so that nobody is refused meanwhile: the next key is published to all who verify, and
 * only then signs. The other keys are bound to stored data and have run-books of their own (docs/operations/re-keying.md).
 */
export const rotatableKeys = ["passport", "job", "view", "register-checkpoint"] as const;
export type RotatableKey = (typeof rotatableKeys)[number];

/** How long a published key waits, in milliseconds, until it may sign: all who verify must have read it. */
export const publishedMs = 60_000;

/** First step: makes the next key and lets all verify with it; the present one goes on signing. @throws Error when one waits already */
export function publishNextKey(folder: string, name: RotatableKey): void {
  const key = keyOf(folder, name);
  if (isPublished(key)) {
    throw new Error(`${name} 已有发布待用的新密钥，请用 --sign 启用 (the next key is published already)`);
  }
  // One that is there and not published was left by an attempt that broke off half-way.
  if (!existsSync(key.nextFile)) key.createNext();
  key.publishNext();
}

/**
 * Second step: the next key signs from now on; what the key before it has signed stays valid.
 * @throws Error when there is no next key, or it was published less than a minute ago
 */
export function signWithNextKey(folder: string, name: RotatableKey, now: Date): void {
  const key = keyOf(folder, name);
  if (!isPublished(key)) {
    throw new Error(`${name} 没有已发布的新密钥，请先不带 --sign 运行一次 (publish the next key first)`);
  }
  const waitMs = statSync(key.verifyingFile).mtimeMs + publishedMs - now.getTime();
  if (waitMs > 0) {
    throw new Error(
      `${name} 的新密钥刚刚发布，请在 ${Math.ceil(waitMs / 1000)} 秒后、各服务都已读到时再启用 (published too recently)`,
    );
  }
  key.signWithNext();
}

/**
 * Last step, at leisure, or at once after a theft: what neither signs nor is published to sign next verifies no more.
 * @throws Error for the key of checkpoints, which are verified for as long as the register is kept
 */
export function retireKeys(folder: string, name: RotatableKey): void {
  if (name === "register-checkpoint") {
    throw new Error(`${name} 的旧公钥须与查询登记一并保留，不能停用 (checkpoint keys are kept)`);
  }
  keyOf(folder, name).retire();
}

function keyOf(folder: string, name: RotatableKey): KeyInRotation {
  return name === "view" ? viewKeyInRotation(folder) : pairInRotation(folder, name);
}

function isPublished({ nextFile, nextId, verifyingIds }: KeyInRotation): boolean {
  return existsSync(nextFile) && verifyingIds().includes(nextId());
}
