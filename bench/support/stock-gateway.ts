import { readFileSync } from "node:fs";
import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import fastifyApollo, { fastifyApolloDrainPlugin } from "@as-integrations/fastify";
import { fastify } from "fastify";
import { serveUntilStopped } from "../../cli/until-stopped.js";
import { readConfig } from "../../gateway/config.js";
import { supergraphFile } from "../../gateway/index.js";
import { readSupergraph } from "../../gateway/authorization/read-supergraph.js";
import { readPrivateKey } from "../../kernel/key-files.js";
import type { SourceName } from "../../schema/departments.js";
import { SigningDataSource } from "./signing-data-source.js";

/**
 * Process of the peer: @apollo/gateway as it comes, in Apollo Server on Fastify as ours. It signs passports and does
 * nothing else of what our gateway does: no identity, no roles, no register, no deadlines.
 */
const config = readConfig(process.env);
const passportKey = readPrivateKey(config.FENGCHA_KEY_DIR, "passport");
const gateway = new ApolloGateway({
  // It refuses a supergraph whose schema declares who may see what.
  supergraphSdl: readSupergraph(readFileSync(supergraphFile, "utf8")).supergraphSdl,
  buildService: ({ name }) =>
    new SigningDataSource(name as SourceName, config.urls[name as SourceName], passportKey),
});
const server = fastify({ forceCloseConnections: true });
const apollo = new ApolloServer({
  gateway,
  introspection: true,
  stopOnTerminationSignals: false,
  plugins: [ApolloServerPluginLandingPageDisabled(), fastifyApolloDrainPlugin(server)],
});
await apollo.start();
await server.register(fastifyApollo(apollo), { path: "/graphql", method: ["POST"] });
server.get("/health", () => ({ status: "ok" }));
await server.listen({ host: config.HOST, port: config.PORT });
await serveUntilStopped({
  async close() {
    await apollo.stop();
    await server.close();
  },
});
