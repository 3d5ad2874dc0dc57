import { readdir, readFile, readlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export interface SocketWatch {
  /** Programs of the tree that had a connection to somewhere, this machine included. */
  readonly programs: ReadonlySet<string>;
  /** Connections to other machines: program and remote address, as /proc/net writes it. */
  readonly outside: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Looks again and again at every socket of a process and its descendants; Linux only. */
export function watchSockets(rootPid: number): SocketWatch {
  const programs = new Set<string>();
  const outside = new Set<string>();
  let isStopped = false;
  const look = async (): Promise<void> => {
    while (!isStopped) {
      const remoteOf = await readRemoteAddresses();
      for (const pid of await readTree(rootPid)) {
        const program = basename(await readlink(`/proc/${pid}/exe`).catch(() => "gone"));
        for (const inode of await readSocketInodes(pid)) {
          const remote = remoteOf.get(inode);
          if (remote === undefined) continue;
          programs.add(program);
          if (!isLoopbackAddress(remote)) outside.add(`${program} ${remote}`);
        }
      }
      await delay(50);
    }
  };
  const looking = look();
  return {
    programs,
    outside,
    async stop() {
      isStopped = true;
      await looking;
    },
  };
}

/** inode → remote address, of the sockets that have one. */
async function readRemoteAddresses(): Promise<Map<string, string>> {
  const remotes = new Map<string, string>();
  for (const table of ["tcp", "tcp6", "udp", "udp6"]) {
    const text = await readFile(join("/proc/net", table), "utf8").catch(() => "");
    for (const line of text.split("\n").slice(1)) {
      const [, , remote, , , , , , , inode] = line.trim().split(/\s+/);
      const address = remote?.split(":")[0];
      if (address !== undefined && inode !== undefined && !/^0+$/.test(address)) remotes.set(inode, address);
    }
  }
  return remotes;
}

/** A process and its descendants. */
async function readTree(rootPid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of (await readdir("/proc")).filter((each) => /^\d+$/.test(each))) {
    const status = await readFile(`/proc/${name}/status`, "utf8").catch(() => "");
    parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  const tree = [rootPid];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree;
}

async function readSocketInodes(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => "")));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}

/** /proc/net writes each 32 bits of an address in the byte order of the machine: 127.0.0.1 is 0100007F. */
function isLoopbackAddress(address: string): boolean {
  return (
    /^[\dA-F]{6}7F$/.test(address) ||
    /^0{16}FFFF0000[\dA-F]{6}7F$/.test(address) ||
    address === "00000000000000000000000001000000"
  );
}
