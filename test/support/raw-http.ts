import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface RawConnection {
  readonly socket: Socket;
  write(text: string): void;
  /** All that came back until the server closed the connection. */
  untilClosed(): Promise<string>;
  /** What came back as soon as it holds this text. */
  until(text: string): Promise<string>;
}

/** A connection that writes bytes as no decent client would. */
export async function openRaw(port: number): Promise<RawConnection> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => (received += text));
  socket.on("error", () => undefined); // the server may reset it; what came before counts
  const closed = new Promise<void>((resolve) => {
    socket.on("close", () => {
      resolve();
    });
  });
  await once(socket, "connect");
  return {
    socket,
    write: (text) => socket.write(text),
    async untilClosed() {
      await closed;
      return received;
    },
    async until(text) {
      while (!received.includes(text)) await Promise.race([once(socket, "data"), closed]);
      return received;
    },
  };
}

/** Sends bytes and reads all answers until the server closes. */
export async function sendRaw(port: number, text: string): Promise<string> {
  const connection = await openRaw(port);
  connection.write(text);
  return await connection.untilClosed();
}
