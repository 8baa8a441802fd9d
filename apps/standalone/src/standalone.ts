import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp, openApi } from '@trueque/http';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@trueque/postgres';
import { join } from 'node:path';
import type { StandaloneConfig } from './config.js';
import { quietLogs } from './quiet-logs.js';
import { StandaloneModule } from './standalone.module.js';

export interface Standalone {
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** Drains consumers and requests, then stops the database. */
  stop(): Promise<void>;
}

/**
 * Everything in one process: database, contexts, transport, HTTP. Throws what `startFailureOf`
 * explains, with nothing left running.
 */
export const startStandalone = async (config: StandaloneConfig): Promise<Standalone> => {
  const database = await startDatabase(config);
  let app: NestFastifyApplication | undefined;
  const stop = async () => {
    await app?.close();
    await database?.stop();
  };
  try {
    const databaseUrl = config.databaseUrl ?? database?.url ?? '';
    const { logger, started } = quietLogs(config.logLevel);
    app = await createHttpApp(StandaloneModule.forRoot(databaseUrl, config.dataFolder), { logger });
    openApi(app);
    await app.listen(config.port, config.host);
    started();
    return { url: `http://localhost:${portOf(app)}`, app, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

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
