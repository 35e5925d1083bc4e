# Three ports: 9440 is France, 9441 Canada, 9442 Prism Central. Each answers for the others by Host name too.
#
#   docker build --tag pesim .
#   docker run --rm --read-only --tmpfs /tmp --publish 9440-9442:9440-9442 pesim
#
# The control API needs the token that the start prints, or the one of PESIM_CONTROL_TOKEN. Changes are kept with
# --env PESIM_DATA=/data --volume pesim:/data; fixtures and scenarios of yours are mounted anywhere. What it is made of is
# in /app/dist/sbom.cdx.json. scripts/image.sh builds it where there is no engine.

FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# What is compiled ahead fits the Node that has compiled it, so that of the other stage compiles its own.
RUN node scripts/build.mjs --if-stale && node node_modules/tsx/dist/cli.mjs scripts/sbom.ts && rm -rf dist/compiled

FROM node:24-alpine
LABEL org.opencontainers.image.title="pesim" \
      org.opencontainers.image.description="Two linked Nutanix Prism Element clusters and their data protection, emulated" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="docker.io/library/node:24-alpine"
WORKDIR /app
COPY --from=build /src/package.json /src/LICENSE ./
COPY --from=build /src/bin bin
COPY --from=build /src/dist dist
RUN ln -s /app/bin/pesim.cjs /usr/local/bin/pesim && mkdir /data && chown 1000:1000 /data
RUN node bin/compile-ahead.cjs && gzip -9 dist/compiled/*
ENV PESIM_CONTROL_TOKEN=auto
# By number, so that Kubernetes sees that it is not root; `node` in the base.
USER 1000:1000
VOLUME /data
EXPOSE 9440 9441 9442
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "/app/bin/healthy.cjs"]
ENTRYPOINT ["node", "/app/bin/pesim.cjs"]
CMD ["start", "--bind", "0.0.0.0"]
