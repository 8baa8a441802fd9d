import { eventStoreMigrations, PostgresEventStore } from '@trueque/event-store';
import { openDataSource } from '@trueque/postgres';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/index.js';
import { BillingRuns } from './billing/billing-runs.js';
import { recordMeterDay } from './billing/record-meter-day.js';
import { adoptRulePack } from './billing/adopt-rule-pack.js';
import { SettlementPool } from './settlement-pool.js';
import { harbourOf } from './testing/billing-app.js';
import { rulePack } from './testing/community-day.js';
import { RecordedMarket } from './testing/recorded-market.js';
import { WindowRunThread } from './window-run-thread.js';

const said = (causedBy: string) => ({
  ...{ partition: 'harbour', causedBy, actor: 'test' },
  occurredAt: '2026-02-01T00:00:00Z',
});
const window = { marketId: 'harbour', from: '2026-01-01', to: '2026-01-02' };

describe('a run in a thread of its own', () => {
  let dataSource: DataSource;
  let store: PostgresEventStore;
  let thread: WindowRunThread;
  const pool = new SettlementPool();

  beforeAll(async () => {
    dataSource = await openDataSource({
      url: await freshDatabase(),
      migrations: eventStoreMigrations,
    });
    store = new PostgresEventStore(dataSource);
    thread = new WindowRunThread(dataSource);
    await new RecordedMarket(store).record('market', ...harbourOf('home', 'roof'));
    await adoptRulePack(store, rulePack(), said('pack'));
    const importWh = Array.from({ length: 24 }, () => 1_000);
    const readings = [{ peerId: 'home', importWh, exportWh: null, quality: 'measured' as const }];
    await recordMeterDay(store, { date: '2026-01-01', readings }, said('day'));
  }, 120_000);

  afterAll(async () => {
    await thread.onApplicationShutdown();
    await pool.onApplicationShutdown();
    await store.close();
    await dataSource.destroy();
  });

  it('is in the log as if it had been made here, and is answered without its bills', async () => {
    const runs = new BillingRuns(store, pool, thread);
    const outcome = await runs.settle({ ...window, kind: 'preliminary' }, said('run'));
    const types = outcome?.status === 'accepted' ? outcome.events.map(({ type }) => type) : [];
    expect(types).toEqual(['WindowSettled']);
    const { latest, bills } = await runs.billing(window);
    expect(latest).toMatchObject({ runId: 'harbour/2026-01-01_2026-01-02/1' });
    expect([...bills.keys()].sort()).toEqual(['community:C1', 'peer:home', 'peer:roof']);
  });

  it('is made once for one cause, and refused for the same reasons', async () => {
    const runs = new BillingRuns(store, pool, thread);
    const order = { ...window, kind: 'preliminary' as const };
    expect(await runs.settle(order, said('run'))).toMatchObject({ status: 'repeated' });
    const revision = await runs.settle({ ...window, kind: 'revision' }, said('revision'));
    expect(revision).toMatchObject({ status: 'refused', reason: 'window-not-final' });
    const elsewhere = { ...order, marketId: 'nowhere' };
    expect(await runs.settle(elsewhere, { ...said('x'), partition: 'nowhere' })).toBeUndefined();
  });
});
