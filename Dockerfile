# syntax=docker/dockerfile:1
# Three stages: what is needed to build, what is needed to run, and the image of the two together.
# One image runs the portal (default) or, with another command, the simulator.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
ENV CI=true
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json ./
COPY packages/cloudstack-client/package.json packages/cloudstack-client/
COPY packages/simulator/package.json packages/simulator/
COPY packages/gateway/package.json packages/gateway/
COPY packages/web/package.json packages/web/
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile --ignore-scripts
COPY . .
RUN npx --yes pnpm@12.21.0 --filter @cloudstack-graph/web run build

FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /app
ENV CI=true
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages/cloudstack-client/package.json packages/cloudstack-client/
COPY packages/simulator/package.json packages/simulator/
COPY packages/gateway/package.json packages/gateway/
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile --prod --no-optional --ignore-scripts \
    --filter @cloudstack-graph/gateway... --filter @cloudstack-graph/simulator...

FROM node:24.21.0-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
COPY --from=dependencies /app/ ./
COPY packages/cloudstack-client/ packages/cloudstack-client/
COPY packages/simulator/ packages/simulator/
COPY packages/gateway/ packages/gateway/
COPY schema.graphql ./
COPY --from=build /app/packages/web/build/ packages/web/build/
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "packages/gateway/src/main.ts"]
