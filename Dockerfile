# Built in one image, run from another that holds what is needed to run and nothing else.
FROM node:20-slim AS build
WORKDIR /trueque
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs && npm prune --omit=dev --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production NODE_OPTIONS=--max-semi-space-size=64
WORKDIR /trueque
COPY --from=build /trueque/package.json ./
COPY --from=build /trueque/node_modules ./node_modules
COPY --from=build /trueque/dist ./dist
COPY --from=build /trueque/apps ./apps
COPY --from=build /trueque/scripts ./scripts
COPY --from=build /trueque/demo ./demo
# The one place that is written to; the rest of the image may be read-only.
RUN install -d -o node -g node /var/lib/trueque
ENV TRUEQUE_DATA=/var/lib/trueque
USER node
EXPOSE 3000
CMD ["node", "scripts/run.mjs", "intake"]
