import type { Command } from "commander";
import { createKeyFiles } from "../../kernel/key-files.js";

/** `fengcha keys create`: the key files of a deployment. */
export function addKeys(program: Command): void {
  const keys = program.command("keys").description("密钥文件 (key files)");
  keys
    .command("create")
    .description("生成缺少的密钥文件，权限 0600；已有的不动 (create the key files that are missing)")
    .argument("<folder>", "存放密钥的目录 (folder)")
    .action((folder: string) => {
      createKeyFiles(folder);
      console.log(`密钥在 ${folder}；各服务只需挂载各自用到的文件，见 docs/operations/keys.md`);
    });
}
