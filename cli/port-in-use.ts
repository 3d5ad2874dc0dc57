import { createServer } from "node:net";

/** Told before anything is started. @throws Error in Chinese when somebody else listens on the port */
export async function refuseTakenPort(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(new Error(messageFor(cause.code, port), { cause }));
    });
    server.listen(port, "127.0.0.1", () => {
      server.close(() => {
        resolve();
      });
    });
  });
}

function messageFor(code: string | undefined, port: number): string {
  if (code === "EADDRINUSE") {
    return `端口 ${port} 已被占用；请停止占用它的程序，或用 PORT=4001 npm start 换一个端口 (port ${port} is taken)`;
  }
  return `无法监听端口 ${port}（${code ?? "未知原因"}）(cannot listen on port ${port})`;
}
