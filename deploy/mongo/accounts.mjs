/** Hosts of the replica set, as docker-compose.yml names them, and the set's name. */
export const hosts = ["mongo-1:27017", "mongo-2:27017", "mongo-3:27017"];
export const replicaSet = "fengcha";

/** The register as gateways may use it: add and read; nobody changes or deletes. */
export const appendRole = {
  role: "registerAppend",
  privileges: (database) =>
    ["register", "register_keys", "register_checkpoints"].map((collection) => ({
      resource: { db: database, collection },
      actions: ["find", "insert", "createIndex"],
    })),
};

/** Whoever destroys natural persons' keys, by law or when their time has come: entries stay out of reach. */
export const eraseRole = {
  role: "registerErase",
  privileges: (database) => [
    ...appendRole.privileges(database),
    { resource: { db: database, collection: "register_keys" }, actions: ["remove"] },
  ],
};

/** Cases that business systems feed, as audits read them; of the gateways' database nothing else. */
export const caseReadRole = {
  role: "caseRead",
  privileges: (database) =>
    ["cases", "case_feeds"].map((collection) => ({
      resource: { db: database, collection },
      actions: ["find"],
    })),
};

/** Roles that are ours, made before the accounts that have them. */
export const ownRoles = [appendRole, eraseRole, caseReadRole];

const owner = (database) => ({ database, role: "readWrite" });

/** One account for each service and database, each with what it needs. Its address is in `<name>.mongo-url`. */
export const accounts = {
  tax: owner("fengcha_tax"),
  market: owner("fengcha_market"),
  hrss: owner("fengcha_hrss"),
  ecology: owner("fengcha_ecology"),
  courts: owner("fengcha_courts"),
  "credit-office": owner("fengcha_credit_office"),
  "register-append": { database: "fengcha_register", role: appendRole.role },
  "register-read": { database: "fengcha_register", role: "read" },
  "register-erase": { database: "fengcha_register", role: eraseRole.role },
  gateway: owner("fengcha_gateway"),
  "case-read": { database: "fengcha_gateway", role: caseReadRole.role },
};
