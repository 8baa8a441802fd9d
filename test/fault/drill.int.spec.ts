import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FourServices } from '../services/four-services.js';
import { kafkaBroker } from '../support/index.js';
import { drill, type DrillReport } from './drill.js';
import { DrillDatabase } from './drill-database.js';

/** The whole of it, on three brokers, is `npm run drill`. */
const FAULTS = [
  'kill -9 intake',
  'kill -9 clearing',
  'duplicate and reorder messages',
  'poison messages',
];

describe('four services under faults', () => {
  let folder: string;
  let database: DrillDatabase;
  let report: DrillReport;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trueque-drill-'));
    chmodSync(folder, 0o755);
    database = await DrillDatabase.start(join(folder, 'postgres'));
    const { brokers, prefix } = await kafkaBroker();
    const services = await FourServices.start({
      ...{ databaseUrl: database.url, brokers, prefix, second: ['clearing'] },
      env: { CLEARING_DIVIDED_FROM: '1', CLEARING_DISTRICTS: '2' },
    });
    const scene = { services, database, brokers, prefix, cluster: undefined };
    const say = () => undefined;
    const plan = { faultsCount: FAULTS.length, faults: FAULTS, markets: ['m1', 'm2'] };
    report = await drill(scene, { ...plan, restMs: 1_000, say });
  }, 240_000);

  afterAll(async () => {
    await database?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lose no accepted offer and do nothing twice', () => {
    expect(report).toMatchObject({ lost: 0, doubled: 0, faults: [] });
    expect(report.offersAccepted).toBeGreaterThan(10);
  });

  it('clear in districts, which two processes share, what one of them would have cleared', () => {
    const engines = report.engines.filter((engine) => engine !== 'districts');
    expect([...new Set(engines)]).toEqual([]);
    expect(report.engines.length).toBeGreaterThan(2);
  });

  it('leave read models as a rebuild makes them', () => expect(report.different).toEqual([]));

  it('were struck by every fault of the short form', () =>
    expect(report.rows.map(({ fault }) => fault)).toEqual(FAULTS));
});
