import 'reflect-metadata';
import { ConsoleLogger } from '@nestjs/common';
import { createHttpApp, openApi } from '@trueque/http';
import { ReportingAppModule } from './reporting-app.module.js';

/** Exit codes: 2 wrong usage, 3 something it needs is not there (the database, the port). */
const fail = (sentence: string, exitCode: 2 | 3): void => {
  process.stderr.write(`trueque: ${sentence}\n`);
  process.exit(exitCode);
};

/** Needs `DATABASE_URL`; answers the read API and the page on `PORT` (3004). */
const main = async (): Promise<void> => {
  const databaseUrl = process.env['DATABASE_URL'];
  if (!databaseUrl) return fail('DATABASE_URL must name the database of the event store.', 2);
  const app = await createHttpApp(ReportingAppModule.forRoot(databaseUrl), { logger: false });
  app.useLogger(new ConsoleLogger({ json: true, logLevels: ['warn', 'error', 'fatal'] }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void app.close());
  openApi(app);
  await app.listen(process.env['PORT'] ?? 3004, process.env['HOST'] ?? '127.0.0.1');
};

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error), 3));
