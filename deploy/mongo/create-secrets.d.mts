/** @param members hosts of the replica set; by default those of docker-compose.yml */
export function createMongoSecrets(folder: string, members?: readonly string[]): void;
