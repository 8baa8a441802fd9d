import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp, openApi } from '@trueque/http';
import { ApiKeys, type IdentityOptions } from '@trueque/identity';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@trueque/postgres';
import { structuredLogs } from '@trueque/service';
import { startTracing } from '@trueque/tracing';
import { join } from 'node:path';
import { shippedFolder } from './checkout.js';
import type { StandaloneConfig } from './config.js';
import { demonstrationMarketId } from './demonstration/demonstration.js';
import { StandaloneModule } from './standalone.module.js';

export interface Standalone {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly keys: ApiKeys;
  /** Drains consumers and requests, then stops the database. */
  stop(): Promise<void>;
}

/**
 * Everything in one process: database, contexts, transport, HTTP. Throws what `startFailureOf`
 * explains, with nothing left running.
 */
export const startStandalone = async (config: StandaloneConfig): Promise<Standalone> => {
  const database = await startDatabase(config);
  const stopTracing = startTracing('standalone', process.env);
  let app: NestFastifyApplication | undefined;
  const stop = async () => {
    await app?.close();
    await stopTracing();
    await database?.stop();
  };
  try {
    const databaseUrl = config.databaseUrl ?? database?.url ?? '';
    const { logger, started } = structuredLogs('standalone', config.logLevel);
    const { dataFolder } = config;
    const options = { databaseUrl, dataFolder, identity: identityOf(config) };
    app = await createHttpApp(StandaloneModule.forRoot(options), { logger, ...config.http });
    openApi(app);
    await app.listen(config.port, config.host);
    started();
    const keys = app.get(ApiKeys, { strict: false });
    return { url: `http://localhost:${portOf(app)}`, app, keys, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** The data of the demonstration are public, so its market can be read without a key. */
const identityOf = ({ demonstration, identity }: StandaloneConfig): IdentityOptions => ({
  ...identity,
  publicMarkets:
    identity.publicMarkets ?? (demonstration ? [demonstrationMarketId(shippedFolder('demo'))] : []),
});

const startDatabase = async ({
  databaseUrl,
  dataFolder,
}: StandaloneConfig): Promise<EmbeddedPostgres | undefined> =>
  databaseUrl === undefined
    ? startEmbeddedPostgres({ dataDir: join(dataFolder, 'postgres') })
    : undefined;

const portOf = (app: NestFastifyApplication): number => {
  const address = app.getHttpServer().address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};
