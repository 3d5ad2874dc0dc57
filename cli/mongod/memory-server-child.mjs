/**
 * Child process of download-from-mongodb.ts: downloads a mongod into the folder given as argument and reports
 * `{ path }` or `{ reason }`. Ends with its parent.
 */
import { errors, MongoBinary } from "mongodb-memory-server-core";

const [downloadDir] = process.argv.slice(2);
process.on("disconnect", () => process.exit(1));

process.send(await download(), () => process.exit(0));

async function download() {
  try {
    return { path: await getPath("6.0.20") };
  } catch (error) {
    return { reason: error.message };
  }
}

/** There is no MongoDB 6 for the newest systems (Debian 12); they get the first that exists for them. */
async function getPath(version) {
  try {
    return await MongoBinary.getPath({ version, downloadDir });
  } catch (error) {
    if (!(error instanceof errors.KnownVersionIncompatibilityError)) throw error;
    return await MongoBinary.getPath({ version: "7.0.16", downloadDir });
  }
}
