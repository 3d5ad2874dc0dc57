#!/bin/bash
# Starts one member of the replica set. mongod insists that its key file is its own and private to it, which a mounted
# secret is not: it gets a copy in memory.
set -euo pipefail
install --owner=mongodb --group=mongodb --mode=0400 /run/secrets/mongo.keyfile /run/mongo/keyfile
exec docker-entrypoint.sh mongod --replSet fengcha --keyFile /run/mongo/keyfile --bind_ip_all
