# Both clusters on one port, told apart by Host name: run it with the network aliases france and canada.
#
#   docker build --tag pesim .
#   docker run --rm --publish 9440:9440 pesim

FROM node:22-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:22-bookworm-slim
LABEL org.opencontainers.image.title="pesim" \
      org.opencontainers.image.description="Two linked Nutanix Prism Element clusters and their data protection, emulated" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=build /src/package.json /src/LICENSE ./
COPY --from=build /src/bin bin
COPY --from=build /src/dist/pesim.cjs /src/dist/THIRD-PARTY.txt dist/
COPY --from=build /src/dist/static dist/static
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 9440
HEALTHCHECK --interval=10s --timeout=3s \
  CMD ["node", "-e", "require('node:https').get('https://127.0.0.1:9440/emulator/v1/health', { rejectUnauthorized: false }, answer => process.exit(answer.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/pesim.cjs"]
CMD ["start", "--listen", "france=0.0.0.0:9440"]
