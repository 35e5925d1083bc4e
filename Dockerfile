# Three ports: 9440 is France, 9441 Canada, 9442 Prism Central. Each answers for the others by Host name too.
#
#   docker build --tag pesim .
#   docker run --rm --read-only --tmpfs /tmp --publish 9440-9442:9440-9442 pesim
#
# The control API needs the token that the start prints, or the one of PESIM_CONTROL_TOKEN. Changes are kept with
# --env PESIM_DATA=/data --volume pesim:/data; fixtures and scenarios of yours are mounted anywhere.

FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.mjs --if-stale

FROM node:24-alpine
LABEL org.opencontainers.image.title="pesim" \
      org.opencontainers.image.description="Two linked Nutanix Prism Element clusters and their data protection, emulated" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=build /src/package.json /src/LICENSE ./
COPY --from=build /src/bin bin
COPY --from=build /src/dist dist
RUN ln -s /app/bin/pesim.cjs /usr/local/bin/pesim && mkdir /data && chown node:node /data
ENV PESIM_CONTROL_TOKEN=auto
USER node
VOLUME /data
EXPOSE 9440 9441 9442
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "/app/bin/healthy.cjs"]
ENTRYPOINT ["node", "/app/bin/pesim.cjs"]
CMD ["start", "--bind", "0.0.0.0"]
