/**
 * Loaded by `node --import`: writes a line to FENGCHA_CONNECTIONS_FILE for whatever this process connects to, sends to or
 * looks up. One JSON object a line: { how, target }.
 */
import dgram from "node:dgram";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const file = process.env.FENGCHA_CONNECTIONS_FILE;
if (file) watch();

function watch() {
  before(net.Socket.prototype, "connect", (...args) => note("connect", targetOfConnect(args)));
  before(dgram.Socket.prototype, "connect", (_port, address) => note("datagram", address ?? "localhost"));
  before(dgram.Socket.prototype, "send", (...args) => {
    const address = args.slice(1).find((each) => typeof each === "string");
    if (address !== undefined) note("datagram", address);
  });
  const questions = Object.keys(dns).filter((name) => /^(lookup|resolve|reverse)/.test(name));
  for (const holder of [dns, dns.promises]) {
    for (const name of questions.filter((each) => typeof holder[each] === "function")) {
      before(holder, name, (question) => note(name, question));
    }
  }
  for (const holder of [dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of questions.filter((each) => typeof holder[each] === "function")) {
      before(holder, name, (question) => note(name, question));
    }
  }
  syncBuiltinESMExports();
}

function before(holder, name, look) {
  const original = holder[name];
  holder[name] = function (...args) {
    look(...args);
    return original.apply(this, args);
  };
}

/** Node's own callers wrap the arguments in one array. */
function targetOfConnect([first, second]) {
  const argument = Array.isArray(first) ? first[0] : first;
  if (typeof argument === "object") return argument.path ?? argument.host ?? "localhost";
  if (typeof argument === "string" && Number.isNaN(Number(argument))) return argument;
  return typeof second === "string" ? second : "localhost";
}

function note(how, target) {
  appendFileSync(file, `${JSON.stringify({ how, target: String(target) })}\n`);
}
