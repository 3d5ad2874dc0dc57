import { createConnection } from "mongoose";
import { databaseUrl } from "./database-url.js";

/** Remembers that the sample data was loaded to the end, so that it is loaded once. */
export interface SampleMarker {
  isLoaded(): Promise<boolean>;
  setLoaded(at: Date): Promise<void>;
  close(): Promise<void>;
}

export async function openSampleMarker(mongoUri: string, databasePrefix: string): Promise<SampleMarker> {
  const connection = await createConnection(databaseUrl(mongoUri, `${databasePrefix}launcher`)).asPromise();
  const marks = connection.collection<{ readonly _id: string; readonly at: Date }>("marks");
  return {
    isLoaded: async () => (await marks.findOne({ _id: "sample" })) !== null,
    async setLoaded(at) {
      await marks.updateOne({ _id: "sample" }, { $set: { at } }, { upsert: true });
    },
    close: () => connection.close(),
  };
}
