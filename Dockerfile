# One image for the router, the six subgraphs and the sandboxes: the command says which.
# Stage one installs what runs; stage two holds nothing else and does not run as root.
FROM node:24-bookworm-slim AS install
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages packages
COPY router router
COPY explorer explorer
COPY subgraphs subgraphs
COPY marketplace marketplace
COPY bench/package.json bench/package.json
RUN npm ci --omit=dev --omit=optional --no-fund --no-audit
RUN node explorer/src/build.ts explorer/dist

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=install --chown=root:root /app /app
COPY schema schema
# The sandboxes' memories: a named volume takes over who owns the folder.
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 4000
CMD ["node", "router/src/main.ts"]
