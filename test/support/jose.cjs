// jwks-rsa requires jose, which is an ES module. Node does that by itself, jest only from Node 24 on: here the real one
// is imported at its first use; jwks-rsa awaits both functions anyway.
const jose = () => import("../../node_modules/jose/dist/webapi/index.js");

exports.importJWK = async (...given) => (await jose()).importJWK(...given);
exports.exportSPKI = async (...given) => (await jose()).exportSPKI(...given);
