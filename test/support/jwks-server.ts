import type { KeyObject } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";

/** An identity service's JWKS endpoint on loopback, which a test can change, break and mend. */
export interface JwksServer {
  readonly uri: string;
  /** How often it was asked. */
  readonly asked: () => number;
  /** What it publishes from now on. */
  publish(keys: Readonly<Record<string, KeyObject>>): void;
  /** Answers in its own way from now on. */
  answerBy(listener: RequestListener): void;
  close(): Promise<void>;
}

export async function openJwksServer(keys: Readonly<Record<string, KeyObject>>): Promise<JwksServer> {
  let asked = 0;
  let answer = publishing(keys);
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  return {
    uri: `http://127.0.0.1:${address.port}/jwks`,
    asked: () => asked,
    publish(published) {
      answer = publishing(published);
    },
    answerBy(listener) {
      answer = listener;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function publishing(keys: Readonly<Record<string, KeyObject>>): RequestListener {
  const body = JSON.stringify({
    keys: Object.entries(keys).map(([kid, key]) => ({ ...key.export({ format: "jwk" }), kid, use: "sig" })),
  });
  return (_request, response) => {
    response.setHeader("content-type", "application/json").end(body);
  };
}
