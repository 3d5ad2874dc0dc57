import type { Command } from "commander";
import { startGateway } from "../../gateway/index.js";
import { serveUntilStopped } from "../until-stopped.js";

/** `fengcha gateway`: the deployed role, one process; configured by its environment. */
export function addGateway(program: Command): void {
  program
    .command("gateway")
    .description("运行网关，由环境变量配置 (run a gateway; see docs/operations/configuration.md)")
    .action(async () => {
      const gateway = await startGateway(process.env);
      console.log(`网关在 ${gateway.url}/graphql (gateway is listening)`);
      await serveUntilStopped(gateway);
    });
}
