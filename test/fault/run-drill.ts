import 'reflect-metadata';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FourServices } from '../services/four-services.js';
import { drill, type DrillReport } from './drill.js';
import { DrillCluster } from './drill-cluster.js';
import { DrillDatabase } from './drill-database.js';

const usage = `npm run drill -- [--faults N] [--markets N] [--rest MS] [--minutes N]

Three brokers, PostgreSQL and the four services on this machine, auctions without a pause, and N faults
(default 110) one after the other, or as many as N minutes or Ctrl-C allow. Prints a table; exit code 1 where anything was lost or doubled.
`;

const say = (line: string): unknown => process.stderr.write(`${line}\n`);

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      faults: { type: 'string', default: '110' },
      markets: { type: 'string', default: '4' },
      rest: { type: 'string', default: '2000' },
      minutes: { type: 'string', default: '600' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return Number(!process.stdout.write(usage));
  const folder = mkdtempSync(join(tmpdir(), 'trueque-drill-'));
  chmodSync(folder, 0o755);
  const database = await DrillDatabase.start(join(folder, 'postgres'));
  const cluster = await DrillCluster.start(join(folder, 'kafka'), 3);
  try {
    const surroundings = { databaseUrl: database.url, brokers: cluster.brokers, prefix: 'drill.' };
    const services = await FourServices.start(surroundings);
    const markets = Array.from({ length: Number(values.markets) }, (_, index) => `m${index}`);
    const enough = enoughAfter(Number(values.minutes));
    const plan = { faultsCount: Number(values.faults), restMs: Number(values.rest) };
    const scene = { ...surroundings, services, database, cluster };
    return print(await drill(scene, { ...plan, markets, say, enough }));
  } finally {
    await cluster.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

const enoughAfter = (minutes: number): AbortSignal => {
  const enough = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => enough.abort());
  setTimeout(() => enough.abort(), minutes * 60_000).unref();
  return enough.signal;
};

const print = (report: DrillReport): number => {
  const { auctions, doubled, events, faults, lost, offersAccepted, rows, different } = report;
  const lines = [
    '| fault | count | offers accepted meanwhile | longest stall |',
    '| --- | ---: | ---: | ---: |',
    ...rows.map(
      ({ accepted, count, fault, longestStallMs }) =>
        `| ${fault} | ${count} | ${accepted} | ${(longestStallMs / 1_000).toFixed(1)} s |`,
    ),
    '',
    `${offersAccepted} offers accepted in ${auctions} auctions (${events} events): ${lost} lost, ${doubled} doubled.`,
    ...faults,
    ...different.map((table) => `${table} is made differently by a rebuild`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return lost + doubled + faults.length + different.length === 0 ? 0 : 1;
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  },
);
