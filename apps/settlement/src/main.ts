import 'reflect-metadata';
import { createHttpApp } from '@trueque/http';
import { SettlementAppModule } from './settlement-app.module.js';

/** Needs `DATABASE_URL`; answers `/health/live` and `/health/ready` on `PORT` (3003). */
const main = async (): Promise<void> => {
  const databaseUrl = process.env['DATABASE_URL'];
  if (!databaseUrl) throw new Error('DATABASE_URL must name the database of the event store.');
  const app = await createHttpApp(SettlementAppModule.forRoot(databaseUrl));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void app.close());
  await app.listen(process.env['PORT'] ?? 3003, process.env['HOST'] ?? '127.0.0.1');
};

main().catch((error: unknown) => {
  process.stderr.write(`trueque: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
