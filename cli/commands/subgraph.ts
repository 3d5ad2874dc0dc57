import { Argument, type Command } from "commander";
import { sources, type SourceName } from "../../schema/departments.js";
import { startSubgraph } from "../../subgraphs/start.js";
import { serveUntilStopped } from "../until-stopped.js";

/** `fengcha subgraph <name>`: the deployed role of one department or the credit office. */
export function addSubgraph(program: Command): void {
  program
    .command("subgraph")
    .description("运行一个子图，由环境变量配置 (run one subgraph; see docs/operations/configuration.md)")
    .addArgument(new Argument("<name>", "子图 (subgraph)").choices(sources.map(({ name }) => name)))
    .action(async (name: SourceName) => {
      const subgraph = await startSubgraph(name, process.env);
      console.log(`子图 ${name} 在 ${subgraph.url} (subgraph is listening)`);
      await serveUntilStopped(subgraph);
    });
}
