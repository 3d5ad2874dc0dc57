import { startMongod, type MongodOptions } from "./start-mongod.js";

export { startMongod, type MongodOptions, type RunningMongod } from "./start-mongod.js";

/** A MongoDB to work with; `stop` ends only what was started here. */
export interface OpenMongo {
  readonly uri: string;
  stop(): Promise<void>;
}

/** The MongoDB that MONGODB_URI names, or else our own, started in `dataDir`. */
export async function openMongo(options: MongodOptions): Promise<OpenMongo> {
  const uri = (options.env ?? process.env)["MONGODB_URI"];
  if (uri !== undefined && uri !== "") return { uri, stop: () => Promise.resolve() };
  return await startMongod(options);
}
