import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { createManifest } from "../../gateway/http/persisted/manifest.js";
import { startGateway } from "../../gateway/index.js";
import { serveUntilStopped } from "../until-stopped.js";

interface GatewayOptions {
  readonly manifest?: string;
  readonly persistedOnly?: true;
}

/** `fengcha gateway`: the deployed role, one process; configured by its environment. */
export function addGateway(program: Command): void {
  const gateway = program
    .command("gateway")
    .description("运行网关，由环境变量配置 (run a gateway; see docs/operations/configuration.md)")
    .option("--manifest <file>", "已登记语句的清单 (manifest of persisted operations)")
    .option("--persisted-only", "只接受清单中的语句 (refuse operations that are not in the manifest)")
    .action(async ({ manifest, persistedOnly }: GatewayOptions) => {
      const server = await startGateway({
        ...process.env,
        ...(manifest === undefined ? {} : { FENGCHA_PERSISTED_MANIFEST: manifest }),
        ...(persistedOnly ? { FENGCHA_PERSISTED_ONLY: "true" } : {}),
      });
      console.log(`网关在 ${server.url}/graphql (gateway is listening)`);
      await serveUntilStopped(server);
    });
  gateway
    .command("manifest")
    .description("由 .graphql 文件生成清单，每个文件一个有名称的操作 (make a manifest of operations)")
    .argument("<files...>", "每个文件一个操作 (files, one named operation in each)")
    .requiredOption("--out <file>", "写到哪里 (where to write it)")
    .action((files: string[], { out }: { readonly out: string }) => {
      const manifest = createManifest(files);
      writeFileSync(out, `${JSON.stringify(manifest, null, 2)}\n`);
      console.log(`清单已写入 ${out}，共 ${manifest.operations.length} 个操作`);
    });
}
