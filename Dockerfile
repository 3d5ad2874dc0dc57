# One image for every service; docker-compose.yml says which command each runs.
FROM node:20-bookworm-slim

ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=true
WORKDIR /app

COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force

COPY . .
# `fengcha` on PATH; its first run notes that the dependencies are installed, while that can still be written.
RUN ln -s /app/bin/fengcha.mjs /usr/local/bin/fengcha && fengcha --help > /dev/null
# A volume that is mounted here belongs to whom this folder belongs to.
RUN mkdir /checkpoints && chown node:node /checkpoints

USER node
CMD ["fengcha", "--help"]
