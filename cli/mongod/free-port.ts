import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

/**
 * A port of 127.0.0.1 that nobody listens on: `wanted`, or any.
 * @throws Error when `wanted` is taken.
 */
export async function findFreePort(wanted?: number): Promise<number> {
  const server = createServer();
  try {
    server.listen(wanted ?? 0, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  } catch (cause) {
    throw new Error(`端口 ${wanted ?? 0} 已被占用 / port ${wanted ?? 0} is taken`, { cause });
  } finally {
    server.close();
  }
}
