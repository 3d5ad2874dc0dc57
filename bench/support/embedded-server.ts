import "reflect-metadata";
import { z } from "zod";
import { openEmbedded } from "../../cli/embedded.js";
import { createForgetfulRegister } from "./forgetful-register.js";
import { serveUntilStopped } from "../../cli/until-stopped.js";

/** Process of the embedded shape: what `npm start` serves, over a database that has its sample data already. */
const settings = z.object({
  PORT: z.coerce.number(),
  FENGCHA_KEY_DIR: z.string(),
  FETCH_TIMEOUT_MS: z.coerce.number(),
  LOG_LEVEL: z.string(),
  MONGODB_URI: z.string(),
  DATABASE_PREFIX: z.string(),
  /** `off`: looks are kept in memory, to see what the register costs. */
  REGISTER: z.enum(["on", "off"]).default("on"),
});

const env = settings.parse(process.env);
const system = await openEmbedded({
  mongoUri: env.MONGODB_URI,
  databasePrefix: env.DATABASE_PREFIX,
  keyDir: env.FENGCHA_KEY_DIR,
  port: env.PORT,
  deadlineMs: env.FETCH_TIMEOUT_MS,
  logLevel: env.LOG_LEVEL,
  ...(env.REGISTER === "off" ? { registerInstead: createForgetfulRegister() } : {}),
});
await serveUntilStopped(system);
