import 'reflect-metadata';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { FourServices } from '../services/four-services.js';
import { drill, type DrillPlan, type DrillReport } from './drill.js';
import { DrillCluster } from './drill-cluster.js';
import { DrillDatabase } from './drill-database.js';
import { drillText, faultsTable, isClean } from './drill-table.js';

const usage = `npm run drill -- [--faults N] [--only NAMES] [--markets N] [--rest MS] [--minutes N] [--out FILE]

Three brokers, PostgreSQL and the four services on this machine, auctions without a pause, and N faults
(default 110) one after the other; --only "kill -9 a broker,poison messages" strikes with those alone. Ends within its minutes (default 20): the last fifth of them, three at most,
is for the checks. Ctrl-C ends the faults early. The table is written to FILE (default .trueque/drill.md) as
it grows and printed in the end; exit code 1 where anything was lost, doubled or different.
`;

const root = join(__dirname, '../..');
const CHECKS_MINUTES_MAX = 3;
const CHECKS_PART = 0.2;

const say = (line: string): unknown =>
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

/** What is to be taken away in the end, the newest first, whatever happened. */
const undo: (() => Promise<unknown>)[] = [];

const cleanUp = async (): Promise<void> => {
  for (const step of undo.splice(0).toReversed())
    await step().catch((error: unknown) => say(`not taken away: ${String(error)}`));
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      faults: { type: 'string', default: '110' },
      only: { type: 'string' },
      markets: { type: 'string', default: '4' },
      rest: { type: 'string', default: '500' },
      minutes: { type: 'string', default: '20' },
      out: { type: 'string', default: join(root, '.trueque', 'drill.md') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return Number(!process.stdout.write(usage));
  const minutes = Number(values.minutes);
  mkdirSync(dirname(values.out), { recursive: true });
  const write = (text: string) => writeFileSync(values.out, `${text}\n`);
  const report = await Promise.race([
    drillHere({
      markets: Array.from({ length: Number(values.markets) }, (_, index) => `m${index}`),
      ...(values.only !== undefined && { faults: values.only.split(',') }),
      ...{ faultsCount: Number(values.faults), restMs: Number(values.rest), say },
      ...{ keep: (rows) => write(faultsTable(rows)), enough: enoughAfter(minutes) },
    }),
    tooLateAfter(minutes),
  ]);
  write(drillText(report));
  process.stdout.write(`${drillText(report)}\n`);
  return isClean(report) ? 0 : 1;
};

const drillHere = async (plan: DrillPlan): Promise<DrillReport> => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-drill-'));
  undo.push(async () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  chmodSync(folder, 0o755);
  const database = await DrillDatabase.start(join(folder, 'postgres'));
  undo.push(() => database.stop());
  undo.push(() => DrillCluster.clear(join(folder, 'kafka')));
  const cluster = await DrillCluster.start(join(folder, 'kafka'), 3);
  const surroundings = { databaseUrl: database.url, brokers: cluster.brokers, prefix: 'drill.' };
  const services = await FourServices.start(surroundings);
  undo.push(() => services.kill());
  return drill({ ...surroundings, services, database, cluster }, plan);
};

const enoughAfter = (minutes: number): AbortSignal => {
  const enough = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => enough.abort());
  const checks = Math.min(CHECKS_MINUTES_MAX, minutes * CHECKS_PART);
  setTimeout(() => enough.abort(), (minutes - checks) * 60_000).unref();
  return enough.signal;
};

const tooLateAfter = (minutes: number): Promise<never> =>
  new Promise((_, reject) => {
    const late = () => reject(new Error(`not done after ${minutes} minutes`));
    setTimeout(late, minutes * 60_000).unref();
  });

void main()
  .catch((error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  })
  .then(async (code) => {
    await cleanUp();
    process.exit(code);
  });
