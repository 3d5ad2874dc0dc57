import { Option, type Command } from "commander";
import { createKeyFiles } from "../../kernel/key-files.js";
import {
  publishNextKey,
  retireKeys,
  rotatableKeys,
  signWithNextKey,
  type RotatableKey,
} from "../../kernel/rotate-keys.js";

/** `fengcha keys create`, `fengcha keys rotate`: the key files of a deployment. */
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
  keys
    .command("rotate")
    .description(
      "分步更换签名密钥，期间不拒绝任何请求：先发布，再以 --sign 启用，最后以 --retire 停用旧的 (rotate keys in steps)",
    )
    .argument("<folder>", "存放密钥的目录 (folder)")
    .addOption(new Option("--only <key>", "只换这一种 (only this one)").choices(rotatableKeys))
    .addOption(new Option("--sign", "启用已发布的新密钥 (sign with the published key)").conflicts("retire"))
    .addOption(new Option("--retire", "停用旧密钥 (retire what no longer signs)"))
    .action(rotate);
}

interface RotateOptions {
  readonly only?: RotatableKey;
  readonly sign?: true;
  readonly retire?: true;
}

function rotate(folder: string, { only, sign, retire }: RotateOptions): void {
  const names = only === undefined ? rotatableKeys : [only];
  if (retire) {
    const retiring = names.filter((name) => name !== "register-checkpoint" || name === only);
    for (const name of retiring) retireKeys(folder, name);
    console.log(`已停用旧密钥：${retiring.join("、")}`);
  } else if (sign) {
    for (const name of names) signWithNextKey(folder, name, new Date());
    console.log(`已启用新密钥：${names.join("、")}；旧密钥签过的仍然有效，之后可用 --retire 停用`);
  } else {
    for (const name of names) publishNextKey(folder, name);
    console.log(
      `已发布新密钥：${names.join("、")}；待各服务都读到后（至少一分钟），再以 --sign 启用，见 docs/operations/keys.md`,
    );
  }
}
