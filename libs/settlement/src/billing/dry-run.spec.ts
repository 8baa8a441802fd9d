import type { SettlementDryRun } from '@trueque/contracts';
import { type BillingApp, harbourOf, startBilling } from '../testing/billing-app.js';
import { rulePack } from '../testing/community-day.js';

const grid = {
  ...{ supplierId: 'G', importPriceMicrosPerKwh: 250_000, feedInPriceMicrosPerKwh: 50_000 },
};
const flat = (energyWh: number) => Array.from({ length: 24 }, () => energyWh);
const DAYS = { from: '2026-01-01', to: '2026-01-03' };
const RUNS = '/markets/harbour/settlement-runs';
const DRY_RUN = `${RUNS}/2026-01-01/2026-01-03/dry-run`;

describe('a dry run of a settlement', () => {
  let billing: BillingApp;

  beforeEach(async () => {
    billing = await startBilling();
    await billing.market.record('market', ...harbourOf('home', 'roof'));
    await billing.post('/markets/harbour/rule-packs', rulePack({ grid }));
    for (const date of ['2026-01-01', '2026-01-02']) await record(date, 'home', flat(1_000));
    await record('2026-01-01', 'roof', null, flat(500));
  });

  afterEach(() => billing.app.close());

  const record = (
    date: string,
    peerId: string,
    importWh: number[] | null,
    exportWh: number[] | null = null,
  ) =>
    billing.post(`/markets/harbour/meter-days/${date}`, {
      readings: [{ peerId, importWh, exportWh, quality: 'measured' }],
    });
  const settle = async (kind: string, more: object = {}) => {
    const { status, body } = await billing.post(RUNS, { ...DAYS, kind, ...more });
    expect(status).toBe(201);
    return body as { resultHash: string; entries: readonly object[] };
  };
  const asked = async (query = '') => {
    const { status, body } = await billing.get(`${DRY_RUN}${query}`);
    expect([status, body]).toEqual([200, expect.anything()]);
    return body as SettlementDryRun;
  };
  const eventsCount = async () => (await billing.market.store.heads())[0]?.position;

  it('says what the first run would bill, and keeps nothing of it', async () => {
    const before = await eventsCount();
    const would = await asked();
    expect(would).toMatchObject({ standing: 'none', kind: 'preliminary', latest: null });
    expect(would.bills.map(({ account, afterMinor }) => [account, afterMinor])).toEqual([
      ['peer:home', -1_080], // 12 kWh × 0.15 and 36 kWh × 0.25
      ['peer:roof', 180],
      ['community:C1', 0],
    ]);
    expect(would.totals).toEqual({
      ...{ bills: 3, billsChanged: 2, moreMinor: 1_080, lessMinor: 180, communities: 1 },
      ...{ accounts: would.accounts.length, readings: 0 },
    });
    expect(would.communities).toEqual([
      { communityId: 'C1', billsChanged: 2, moreMinor: 1_080, lessMinor: 180 },
    ]);
    expect(await eventsCount()).toBe(before);
    expect((await settle('preliminary')).resultHash).toBe(would.resultHash);
  });

  it('finds nothing to change where the last run says what is known', async () => {
    await settle('final');
    expect(await asked()).toMatchObject({
      ...{ standing: 'current', kind: 'revision', latest: { kind: 'final' } },
      ...{ causes: [], readings: [], accounts: [], bills: [] },
    });
  });

  it('shows what a corrected reading would change, as the revision then does', async () => {
    await settle('final');
    await record('2026-01-02', 'home', [...flat(1_000).slice(4), 400, 400, 400, 400]);
    const would = await asked();
    expect(would).toMatchObject({
      standing: 'stale',
      causes: [{ kind: 'day', name: 'C1 2026-01-02', change: 'changed' }],
      readings: [
        {
          ...{ peerId: 'home', date: '2026-01-02', auctionId: null, direction: 'import' },
          ...{ periods: 4, beforeWh: 4_000, afterWh: 1_600 },
        },
      ],
      bills: [{ account: 'peer:home', replaces: 2, beforeMinor: -1_080, differenceMinor: 60 }],
    });
    const moved = would.accounts.map(({ differenceNanos }) => BigInt(differenceNanos));
    expect(moved.reduce((sum, nanos) => sum + nanos, 0n)).toBe(0n);
    expect(would.accounts.map(({ account }) => account)).toEqual(['grid:G', 'peer:home']);
    const revision = await settle('revision', { reasonCode: 'wrong-reading' });
    expect(revision.resultHash).toBe(would.resultHash);
    expect((await asked()).standing).toBe('current');
  });

  it('names a reading that only now is there, and one that stands in for a silent day', async () => {
    await settle('preliminary');
    await record('2025-12-26', 'roof', null, flat(100)); // a week before the day of which nothing is known
    expect((await asked()).readings).toMatchObject([
      { date: '2025-12-26', direction: 'export', beforeWh: null, qualityBefore: 'missing' },
    ]);
  });

  it('tells its lists page by page, of what was known when the first page was asked for', async () => {
    const bills = async (query: string) =>
      (await billing.get(`${DRY_RUN}/bills?limit=2${query}`)).body as {
        items: SettlementDryRun['bills'];
        nextCursor?: string;
      };
    const first = await bills('');
    await record('2026-01-02', 'home', flat(0));
    const rest = await bills(`&cursor=${first.nextCursor}`);
    expect(
      [...first.items, ...rest.items].map(({ account, afterMinor }) => [account, afterMinor]),
    ).toEqual([
      ['peer:home', -1_080],
      ['peer:roof', 180],
      ['community:C1', 0],
    ]);
    expect(rest.nextCursor).toBeUndefined();
    expect((await bills('')).items[0]).toMatchObject({ afterMinor: -480 });
    const { nextCursors } = await asked();
    expect(nextCursors).toEqual({ accounts: null, bills: null, readings: null });
    const unknown = await billing.get(`${DRY_RUN}/readings?cursor=e30`);
    expect(unknown.body).toMatchObject({ code: 'bad-cursor' });
  });

  it('names the rules that were adopted since', async () => {
    await settle('preliminary');
    await billing.post('/markets/harbour/rule-packs', rulePack({ grid, version: 2 }));
    expect((await asked()).causes).toEqual([
      { kind: 'rules', name: 'neighbours', change: 'changed' },
    ]);
  });

  it('goes by what was known at an instant, also before the last run', async () => {
    const known = new Date().toISOString();
    await new Promise((passed) => setTimeout(passed, 5));
    await record('2026-01-02', 'home', flat(0));
    await settle('preliminary');
    const would = await asked(`?asOf=${known}`);
    expect(would.bills).toMatchObject([{ account: 'peer:home', afterMinor: -1_080 }]);
  });

  it('is of a market that there is, and of days that there are', async () => {
    const nowhere = DRY_RUN.replace('harbour', 'nowhere');
    expect((await billing.get(nowhere)).body).toMatchObject({ code: 'market-unknown' });
    const backwards = await billing.get(`${RUNS}/2026-01-03/2026-01-01/dry-run`);
    expect([backwards.status, backwards.body]).toEqual([
      422,
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/to' })] }),
    ]);
  });
});
