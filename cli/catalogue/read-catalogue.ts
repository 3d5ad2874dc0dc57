import { existsSync, statSync } from "node:fs";
import type { Catalogue } from "../../subgraphs/credit-office/catalogue/catalogue.js";
import { loadCatalogue } from "../../subgraphs/credit-office/catalogue/load-catalogue.js";

/** How the command line names the catalogue that comes with the program. */
export const builtIn = "-";

/**
 * The catalogue of a folder, or the one that comes with the program. @throws CatalogueError listing its faults, or
 * Error in Chinese when there is no such folder
 */
export function readCatalogue(folder: string): Catalogue {
  if (folder === builtIn) return loadCatalogue();
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Error(`没有文件夹 ${folder}，请检查路径；- 表示程序自带的清单 (no such folder)`);
  }
  return loadCatalogue(folder);
}
