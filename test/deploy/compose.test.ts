import { generateKeyPairSync } from "node:crypto";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Ajv } from "ajv";
import { Command } from "commander";
import { addGateway } from "../../cli/commands/gateway.js";
import { addSubgraph } from "../../cli/commands/subgraph.js";
import { accounts, hosts } from "../../deploy/mongo/accounts.mjs";
import { createMongoSecrets } from "../../deploy/mongo/create-secrets.mjs";
import { readGrants } from "../../gateway/authorization/grant.js";
import { readConfig } from "../../gateway/config.js";
import { loadRoles } from "../../gateway/authorization/load-roles.js";
import { readIssuers } from "../../gateway/identity/read-issuers.js";
import { createLog } from "../../kernel/log.js";
import { createKeyFiles, readPrivateKey, readPublicKey, readSecret } from "../../kernel/key-files.js";
import { departments, sources } from "../../schema/departments.js";
import { loadCatalogue } from "../../subgraphs/credit-office/catalogue/load-catalogue.js";
import { readSubgraphConfig } from "../../subgraphs/config.js";
import { readCompose, readComposeFile, root, type Service } from "./compose.js";

const { services, networks, volumes, secrets } = readCompose();
const gateways = ["gateway-1", "gateway-2"];
const departmentNames = departments.map(({ name }) => name as string);
const members = ["mongo-1", "mongo-2", "mongo-3"];
const scratch = mkdtempSync(join(tmpdir(), "fengcha-compose-"));
/** What an operator fills deploy/secrets with. */
const secretsFolder = join(scratch, "secrets");

beforeAll(() => {
  createKeyFiles(secretsFolder);
  createMongoSecrets(secretsFolder);
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(join(secretsFolder, "issuer.public.pem"), publicKey.export({ type: "spki", format: "pem" }));
  for (const name of ["issuers", "grants"]) {
    cpSync(join(root, "deploy", `${name}.example.yaml`), join(secretsFolder, `${name}.yaml`));
  }
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** The service as if its container were up: only its own secrets, in a folder of its own. */
function mounted(name: string): {
  readonly service: Service;
  readonly folder: string;
  readonly env: Record<string, string>;
} {
  const service = serviceNamed(name);
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  for (const secret of service.secrets) copyFileSync(join(secretsFolder, secret), join(folder, secret));
  const inFolder = ([key, value]: [string, string]): [string, string] => [
    key,
    value.replace("/run/secrets", folder),
  ];
  return { service, folder, env: Object.fromEntries(Object.entries(service.environment).map(inFolder)) };
}

function serviceNamed(name: string): Service {
  const service = services[name];
  if (!service) throw new Error(`no service ${name}`);
  return service;
}

/** Variables that a configuration has read; NAME_FILE counts when NAME was read from it. */
function unread(env: Readonly<Record<string, string>>, config: object): string[] {
  return Object.keys(env).filter((name) => !(name.replace(/_URL_FILE$/, "_URL") in config));
}

describe("docker-compose.yml", () => {
  it("is valid by the compose specification", () => {
    const packageFile = createRequire(import.meta.url).resolve("dclint/package.json");
    const schemaFile = join(packageFile, "..", "schemas", "compose.schema.json");
    const schema = JSON.parse(readFileSync(schemaFile, "utf8")) as Record<string, unknown>;
    delete schema["$schema"]; // Draft 7 under an address that ajv does not know it by.
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
    validate(readComposeFile());
    expect(validate.errors ?? []).toEqual([]);
  });

  it("holds a replica set of three, six subgraphs, two gateways and a balancer", () => {
    const others = ["balancer", "mongo-init"];
    expect(Object.keys(services).sort()).toEqual(
      [...gateways, ...members, ...sources.map(({ name }) => name), ...others].sort(),
    );
  });

  it("publishes no port but the balancer's", () => {
    const publishing = Object.entries(services).filter(([, { ports }]) => ports !== undefined);
    expect(publishing.map(([name]) => name)).toEqual(["balancer"]);
    const open = Object.entries(networks).filter(([, { internal }]) => internal !== true);
    expect(open.map(([name]) => name)).toEqual(["edge"]);
    expect(Object.keys(services).filter((name) => serviceNamed(name).networks.includes("edge"))).toEqual([
      "balancer",
    ]);
  });

  it("lets nobody but gateways, and the office's jobs through the balancer, reach a subgraph or a gateway", () => {
    const onNetwork = (network: string): string[] =>
      Object.keys(services).filter((name) => serviceNamed(name).networks.includes(network));
    expect(onNetwork("public").sort()).toEqual(["balancer", ...gateways]);
    expect(onNetwork("jobs").sort()).toEqual(["balancer", "credit-office"]);
    expect(onNetwork("subgraphs").sort()).toEqual([...gateways, ...sources.map(({ name }) => name)].sort());
  });

  it("gives every long-running service a health check", () => {
    const unchecked = Object.keys(services).filter((name) => serviceNamed(name).healthcheck === undefined);
    expect(unchecked).toEqual(["mongo-init"]);
  });

  it("runs commands that fengcha has", () => {
    const program = new Command();
    addGateway(program);
    addSubgraph(program);
    const run = Object.values(services).filter(({ command }) => command?.[0] === "fengcha");
    expect(run).toHaveLength(8);
    for (const { command = [] } of run) {
      const [, name = "", ...args] = command;
      const known = program.commands.find((each) => each.name() === name);
      expect(known?.registeredArguments).toHaveLength(args.length);
      for (const [index, arg] of args.entries())
        expect(known?.registeredArguments[index]?.argChoices).toContain(arg);
    }
    for (const { name } of sources) expect(serviceNamed(name).command).toEqual(["fengcha", "subgraph", name]);
  });

  it("uses one image for every service of ours", () => {
    const images = Object.values(services).map(({ image }) => image);
    expect([...new Set(images)].sort()).toEqual(["fengcha:0.1.0", "haproxy:3.0-alpine", "mongo:7.0"]);
  });

  it("names only files, volumes and services that exist", () => {
    for (const service of Object.values(services)) {
      for (const volume of service.volumes) {
        const [source = ""] = volume.split(":");
        if (source.startsWith("./")) expect(() => readFileSync(join(root, source))).not.toThrow();
        else expect(volumes).toHaveProperty(source);
      }
      expect(Object.keys(services)).toEqual(expect.arrayContaining(Object.keys(service.depends_on)));
      expect(Object.keys(networks)).toEqual(expect.arrayContaining(service.networks));
    }
  });
});

describe("secrets", () => {
  it("are declared, used, and made by the two commands of the manual or given by the identity service", () => {
    const used = new Set(Object.values(services).flatMap((service) => service.secrets));
    expect(Object.keys(secrets).sort()).toEqual([...used].sort());
    for (const [name, { file }] of Object.entries(secrets)) expect(file).toBe(`./deploy/secrets/${name}`);
    // The embedded system's, and what verifies the register without being part of the system.
    const unmounted = ["development-token.key", "register-checkpoint.public.pem"];
    const made = readdirSync(secretsFolder).filter((name) => !unmounted.includes(name));
    expect(made.sort()).toEqual(Object.keys(secrets).sort());
  });

  it("are mounted only where they are needed", () => {
    const holders = (name: string): string[] =>
      Object.keys(services).filter((service) => serviceNamed(service).secrets.includes(name));
    expect(holders("passport.private.pem")).toEqual(gateways);
    expect(holders("job.public.pem")).toEqual(gateways);
    expect(holders("passport.public.pem").sort()).toEqual(sources.map(({ name }) => name as string).sort());
    expect(holders("view.key").sort()).toEqual(sources.map(({ name }) => name as string).sort());
    expect(holders("register.key")).toEqual([...gateways, "credit-office"]);
    for (const name of ["person.key", "person-cipher.key", "job.private.pem"]) {
      expect(holders(name)).toEqual(["credit-office"]);
    }
    expect(holders("register-checkpoint.private.pem")).toEqual(gateways);
    expect(holders("register-personal.key")).toEqual([...gateways, "credit-office"]);
    // No service destroys keys: an operator does, with an account that none of them has.
    expect(holders("register-erase.mongo-url")).toEqual(["mongo-init"]);
    for (const name of Object.keys(accounts).filter((each) => each !== "register-erase")) {
      expect(holders(`${name}.mongo-url`).filter((service) => service !== "mongo-init")).not.toHaveLength(0);
    }
    for (const name of departmentNames) expect(holders(`${name}.mongo-url`)).toEqual([name, "mongo-init"]);
    expect(holders("mongo-root.password")).toEqual(["mongo-init"]);
    expect(holders("mongo.keyfile")).toEqual(members);
  });

  it("stand in no environment, no command and no address", () => {
    const text = readFileSync(join(root, "docker-compose.yml"), "utf8");
    expect(text).not.toMatch(/mongodb(\+srv)?:\/\//);
    expect(text).not.toMatch(/PASSWORD|BEGIN /);
  });

  it("are never committed nor built into the image", () => {
    expect(readFileSync(join(root, "deploy/secrets/.gitignore"), "utf8").split("\n")[0]).toBe("*");
    const ignored = readFileSync(join(root, ".dockerignore"), "utf8").split("\n");
    expect(ignored).toContain("*");
    expect(ignored.filter((line) => line.startsWith("!deploy"))).toEqual(["!deploy/mongo"]);
  });
});

describe("the environment of each service", () => {
  it.each(gateways)("%s has all that a gateway reads, and nothing that it does not", (name) => {
    const { env, folder } = mounted(name);
    const config = readConfig(env);
    expect(unread(env, config)).toEqual([]);
    expect(config).toMatchObject({ FENGCHA_ENV: "production", HOST: "0.0.0.0" });
    expect(config.REGISTER_MONGO_URL).toMatch(/^mongodb:\/\/register-append:/);
    expect(config.GATEWAY_MONGO_URL).toMatch(/^mongodb:\/\/gateway:/);
    expect(config.FENGCHA_INSTANCE).toBe(name);
    expect(readSecret(folder, "register-personal")).toHaveLength(32);
    expect(readPrivateKey(folder, "register-checkpoint").type).toBe("private");
    for (const source of sources) expect(config.urls[source.name]).toBe(`http://${source.name}:4001/graphql`);
    expect(readPrivateKey(folder, "passport").type).toBe("private");
    expect(readPublicKey(folder, "job").type).toBe("public");
    expect(readSecret(folder, "register")).toHaveLength(32);
    const issuers = readFileSync(join(folder, "issuers.yaml"), "utf8").replace("/run/secrets", folder);
    writeFileSync(join(folder, "issuers.yaml"), issuers);
    const trusted = readIssuers(config.FENGCHA_ISSUERS_FILE ?? "", {
      roles: Object.keys(loadRoles({ isDevelopment: false })),
      departments: departmentNames,
      clock: () => new Date(),
      log: createLog({ level: "silent" }),
    });
    expect(trusted).toHaveLength(1);
    const known = {
      roles: Object.keys(loadRoles({ isDevelopment: false })),
      matters: loadCatalogue().matters.map(({ code }) => code),
    };
    const grants = readFileSync(config.FENGCHA_GRANTS_FILE ?? "", "utf8");
    expect(readGrants(grants, known).faults).toEqual([]);
  });

  it.each(departmentNames)("%s has all that a department reads, and nothing that it does not", (name) => {
    const { env, folder } = mounted(name);
    const config = readSubgraphConfig(env);
    expect(unread(env, config)).toEqual([]);
    expect(config.MONGO_URL).toMatch(new RegExp(`^mongodb://${name}:.*/fengcha_${name}\\?`));
    expect(readSecret(folder, "view")).toHaveLength(32);
    expect(readPublicKey(folder, "passport").type).toBe("public");
  });

  it("credit-office has all that it reads, and nothing that it does not", () => {
    const { env, folder } = mounted("credit-office");
    const config = readSubgraphConfig(env);
    expect(unread(env, config)).toEqual([]);
    expect(config.MONGO_URL).toMatch(/^mongodb:\/\/credit-office:/);
    expect(config.REGISTER_MONGO_URL).toMatch(/^mongodb:\/\/register-read:/);
    expect(config.GATEWAY_URL).toBe("http://balancer:8080/graphql");
    for (const key of ["view", "register", "register-personal", "person", "person-cipher"] as const) {
      expect(readSecret(folder, key)).toHaveLength(32);
    }
    expect(readPrivateKey(folder, "job").type).toBe("private");
    expect(readPublicKey(folder, "passport").type).toBe("public");
  });

  it("asks each service about its health where it listens", () => {
    for (const name of [...gateways, ...sources.map(({ name }) => name)]) {
      const { environment, healthcheck } = serviceNamed(name);
      expect(healthcheck?.test.join(" ")).toContain(`http://127.0.0.1:${environment["PORT"] ?? ""}/health`);
    }
  });
});

describe("the balancer's configuration", () => {
  const config = readFileSync(join(root, "deploy", "haproxy.cfg"), "utf8");

  it("names the gateways, where they listen, and asks for their health", () => {
    const servers = [...config.matchAll(/^ {4}server (\S+) (\S+)$/gm)].map(([, name, address]) => [
      name,
      address,
    ]);
    expect(servers).toEqual(
      gateways.map((name) => [name, `${name}:${serviceNamed(name).environment["PORT"] ?? ""}`]),
    );
    expect(config).toContain("option httpchk GET /health");
  });

  it("listens where compose publishes, and where the office's jobs go", () => {
    expect(config).toMatch(/^ {4}bind :8080$/m);
    expect(serviceNamed("balancer").ports).toEqual([expect.stringMatching(/:8080$/)]);
  });
});

describe("the databases' accounts", () => {
  it("live on the members of the replica set that compose starts", () => {
    expect(hosts).toEqual(members.map((name) => `${name}:27017`));
    expect(Object.keys(accounts)).toEqual(expect.arrayContaining(sources.map(({ name }) => name)));
    expect(readFileSync(join(root, "deploy/mongo/start.sh"), "utf8")).toContain("--replSet fengcha ");
  });

  it("each have a password of their own", () => {
    const passwords = Object.keys(accounts).map((name) => {
      const address = readFileSync(join(secretsFolder, `${name}.mongo-url`), "utf8");
      return /:([^:@]+)@/.exec(address)?.[1];
    });
    expect(new Set(passwords).size).toBe(Object.keys(accounts).length);
    expect(basename(secretsFolder)).toBe("secrets");
  });
});
