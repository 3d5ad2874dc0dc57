import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

export const root = join(import.meta.dirname, "..", "..");

const service = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  networks: z.array(z.string()).default([]),
  network_mode: z.string().optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.looseObject({})).default({}),
});
export type Service = z.infer<typeof service>;

const file = z.looseObject({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});

/** docker-compose.yml as compose reads it, anchors merged; nothing else of it is interpreted. */
export function readComposeFile(): unknown {
  return parse(readFileSync(join(root, "docker-compose.yml"), "utf8"), { merge: true });
}

/** The parts of docker-compose.yml that tests look at. */
export function readCompose(): z.infer<typeof file> {
  return file.parse(readComposeFile());
}
