#!/usr/bin/env node
/**
 * Verifies an evidence package of the query register, offline: `node verify-evidence.mjs FILE [--key PUBLIC_KEY.pem]`.
 * Plain Node 20, no dependencies; says in Chinese what it finds, and ends with 0 when everything holds, otherwise with 1.
 *
 * What it shows: the entries are those that the receipt stands for; they led, link by link, to the head of their chain;
 * that head was part of a checkpoint; and the checkpoint was signed by the key. So nobody changed them afterwards.
 */
import { Buffer } from "node:buffer";
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

/** All that an entry says, in the order in which its digest takes it. */
const contentFields = (
  "chain seq epoch kind at suite receipt unit person surname onBehalfOf roles field matter caseNumber caseVerified " +
  "subjects sealed fields withheld disclosed masked decision answerDigest refusal durationMs note"
).split(" ");
const bindingFields = ["_id", "previousHash", "hash"];

main(process.argv.slice(2));

function main(args) {
  const keyAt = args.indexOf("--key");
  const keyFile = keyAt < 0 ? undefined : args[keyAt + 1];
  const [file] = args.filter((_, index) => keyAt < 0 || (index !== keyAt && index !== keyAt + 1));
  if (file === undefined || (keyAt >= 0 && keyFile === undefined)) {
    console.error("用法：node verify-evidence.mjs 证据文件 [--key 公钥文件]");
    process.exit(2);
  }
  let evidence;
  try {
    evidence = JSON.parse(readFileSync(file, "utf8"));
    const steps = verifyEvidence(evidence, keyFile && readFileSync(keyFile, "utf8"));
    for (const { what, holds } of steps) console.log(`${holds ? "✔" : "✘"} ${what}`);
    if (!steps.every(({ holds }) => holds)) throw new Error("有一项不成立");
  } catch (error) {
    console.error(`验证不通过：${error.message}`);
    process.exit(1);
  }
  describe(evidence, keyFile);
}

function verifyEvidence(
  { format, receipt, entries, previousHash, links, head, path, checkpoint, publicKey },
  trusted,
) {
  if (format !== "fengcha-evidence-1") throw new Error("不是逢查的证据文件");
  const key = createPublicKey(trusted ?? publicKey);
  const hashes = new Map();
  let hash = previousHash;
  for (const { seq, suite, contentDigest } of links) {
    hash = digest(suite, `${hash}.${contentDigest}`).toString("base64url");
    hashes.set(seq, hash);
  }
  const linked = new Map(links.map((link) => [link.seq, link]));
  const isGapless = links.every(({ seq }, index) => seq === links[0].seq + index);
  const intent = entries.find(({ kind }) => kind === "INTENT");
  return [
    {
      what: "登记条目的内容与其摘要、哈希一致",
      holds:
        entries.length > 0 &&
        entries.every(
          (entry) =>
            hasOnlyItsFields(entry) &&
            contentDigest(entry) === linked.get(entry.seq)?.contentDigest &&
            entry.suite === linked.get(entry.seq).suite &&
            entry.hash === hashes.get(entry.seq) &&
            entry.chain === head.chain &&
            entry.receipt === intent?.receipt,
        ),
    },
    {
      what: "回执编号与意向条目的序号、哈希一致",
      holds: intent !== undefined && receiptOf(intent) === receipt,
    },
    { what: "条目逐条衔接到链头", holds: isGapless && links.at(-1)?.seq === head.seq && hash === head.hash },
    {
      what: "链头包含在检查点中（Merkle 路径）",
      holds: rootOf(head, path, checkpoint.suite) === checkpoint.root,
    },
    { what: "检查点的哈希一致", holds: checkpointHash(checkpoint) === checkpoint.hash },
    {
      what: `检查点由密钥 ${keyId(key)} 签名`,
      holds: keyId(key) === checkpoint.keyId && isSigned(checkpoint, key),
    },
  ];
}

function contentDigest(entry) {
  const values = contentFields.map((field) =>
    field === "withheld" && entry.withheld ? [entry.withheld.basis, entry.withheld.until] : entry[field],
  );
  return digest(entry.suite, JSON.stringify(values)).toString("base64url");
}

function hasOnlyItsFields(entry) {
  const known = [...contentFields, ...bindingFields];
  return Object.keys(entry).length === known.length && known.every((field) => entry[field] !== undefined);
}

function receiptOf({ receipt, seq, hash }) {
  return `${receipt}-${seq}-${Buffer.from(hash, "base64url").subarray(0, 12).toString("hex").toUpperCase()}`;
}

/** Merkle tree of RFC 6962: leaves are hashed after a zero byte, nodes after a one. */
function rootOf({ chain, seq, hash }, path, suite) {
  const leaf = digest(suite, Buffer.concat([Buffer.of(0), Buffer.from(JSON.stringify([chain, seq, hash]))]));
  const root = path.reduce((below, step) => {
    const beside = Buffer.from(step.hash, "base64url");
    const pair = step.side === "left" ? [beside, below] : [below, beside];
    return digest(suite, Buffer.concat([Buffer.of(1), ...pair]));
  }, leaf);
  return root.toString("base64url");
}

function checkpointHash({ seq, at, suite, root, previousHash, keyId }) {
  return digest(suite, JSON.stringify([seq, at, suite, root, previousHash, keyId])).toString("base64url");
}

function isSigned({ hash, signature }, key) {
  return verify(
    "sha256",
    Buffer.from(hash),
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
}

function keyId(key) {
  return digest("SHA-256", key.export({ type: "spki", format: "der" }))
    .toString("base64url")
    .slice(0, 16);
}

function digest(suite, data) {
  return createHash(suite === "SM3" ? "sm3" : "sha256")
    .update(data)
    .digest();
}

function describe({ receipt, entries, checkpoint }, keyFile) {
  console.log(`\n回执 ${receipt} 的登记自 ${checkpoint.at} 的检查点 ${checkpoint.seq} 起未被改动：`);
  for (const { kind, at, unit, person, matter, decision, refusal } of entries) {
    const said = [kind, at, unit, person, matter, decision, refusal].filter(
      (each) => each !== null && each !== "",
    );
    console.log(`  ${said.join("　")}`);
  }
  if (keyFile === undefined)
    console.log(`\n注意：公钥取自本文件。请向信用办核对其编号 ${checkpoint.keyId}，或用 --key 指定。`);
}
