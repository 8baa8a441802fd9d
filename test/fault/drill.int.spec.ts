import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FourServices } from '../services/four-services.js';
import { SERVICES } from '../services/service-process.js';
import { kafkaBroker } from '../support/index.js';
import { drill, type DrillReport } from './drill.js';
import { DrillDatabase } from './drill-database.js';

const LONG = process.env['TRUEQUE_LONG'] !== undefined;
const HOUR_MS = 3_600_000;

/** Every service is killed; in an hour each by itself. All that may go wrong, on three brokers, is `npm run drill`. */
const FAULTS = LONG
  ? [...SERVICES.map((name) => `kill -9 ${name}`), 'kill -9 every service']
  : [
      'kill -9 intake',
      'kill -9 every service',
      'duplicate and reorder messages',
      'poison messages',
    ];
const REST_MS = LONG ? HOUR_MS / (FAULTS.length + 1) : 1_000;
/** What collects garbage is not level to a tenth. */
const GROWTH_MAX = 1.3;

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
    report = await drill(scene, { ...plan, restMs: REST_MS, say });
  }, HOUR_MS * 2);

  afterAll(async () => {
    await database?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lose no accepted offer, and do nothing twice', () => {
    expect(report).toMatchObject({ lost: 0, doubled: 0, faults: [] });
    expect(report.offersAccepted).toBeGreaterThan(10);
    expect(report.answeredBeside).toBeGreaterThan(10);
  });

  // In a minute it is still warming up.
  if (LONG)
    it('keep their memory level', () => {
      const growth = Object.entries(report.memoryGrowth);
      expect(growth.filter(([, times]) => !(times <= GROWTH_MAX))).toEqual([]);
    });

  it('clear in districts, which two processes share, what one of them would have cleared', () => {
    const engines = report.engines.filter((engine) => engine !== 'districts');
    expect([...new Set(engines)]).toEqual([]);
    expect(report.engines.length).toBeGreaterThan(2);
  });

  it('leave read models as a rebuild makes them', () => expect(report.different).toEqual([]));

  it('were struck by every fault', () =>
    expect(report.rows.map(({ fault }) => fault)).toEqual(FAULTS));
});
