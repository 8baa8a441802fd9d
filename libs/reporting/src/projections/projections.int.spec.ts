import { InMemoryEventStore } from '@trueque/event-store';
import { freshDatabase } from '../../../../test/support/index.js';
import { reportingEntities } from '../index.js';
import { VIEWS } from '../migrations/reporting-views.migration.js';
import { AuctionRow } from '../rows/auction.row.js';
import { ContractRow, MarketRow } from '../rows/market.row.js';
import { PriceRow, ScheduleRow, TradePeriodRow } from '../rows/period.row.js';
import { tableRows } from '../rows/rows.js';
import { PostingRow, StatementLineRow, StatementRow } from '../rows/settlement.row.js';
import { CommunityEnergyRow, MarketEnergyRow } from '../rows/summary.row.js';
import { dayOf, MARKET, speakDemonstration } from '../testing/demonstration.js';
import { type ReadSide, startReadSide } from '../testing/read-side.js';
import { speak } from '../testing/recorded-market.js';
import type { AnyEvent } from '../testing/market-events.js';
import { clearedAndSettled } from '../testing/settled-events.js';

const auction = { marketId: MARKET, auctionId: '2016-08-08' };

describe('Read models', () => {
  let side: ReadSide;

  beforeAll(async () => {
    side = await startReadSide(await freshDatabase(), new InMemoryEventStore());
    await speakDemonstration(side.store);
    await side.runner.idle();
  });

  afterAll(() => side?.app.close());

  const all = () =>
    Promise.all(
      tableRows.map(async (entity) => {
        const rows = await side.dataSource.getRepository<object>(entity).find();
        return [entity.name, rows.map((row) => JSON.stringify(row)).sort()] as const;
      }),
    );

  it('have a column in the database for every field they declare', async () => {
    for (const entity of reportingEntities)
      await expect(
        side.dataSource.getRepository<object>(entity).find({ take: 1 }),
      ).resolves.toHaveLength(1);
  });

  it('take every event: nothing is put aside as unreadable', async () => {
    const status = await side.runner.status();
    expect(status.map(({ lag, deadLetters, errors }) => ({ lag, deadLetters, errors }))).toEqual(
      status.map(() => ({ lag: 0, deadLetters: 0, errors: [] })),
    );
  });

  it('are the same rows after each was emptied and rebuilt from position 0', async () => {
    const before = await all();
    for (const name of side.runner.projections()) await side.runner.rebuild(name);
    expect(await all()).toEqual(before);
  });

  /** The sums as a view makes them from trades and schedules: slow, and obvious. */
  const summedUp = (view: 'community_energy' | 'exchanges' | 'peer_energy') =>
    side.dataSource.query<object[]>(
      `SELECT * FROM (${VIEWS[view].replaceAll('reporting.trade_sides', `(${VIEWS.trade_sides})`)})`,
    );

  it.each(['community_energy', 'exchanges', 'peer_energy'] as const)(
    'keep %s as it would be summed up from all that is known',
    async (view) => {
      const [first, ...rest] = await summedUp(view);
      const columns = Object.keys(first ?? {}).join(', ');
      const kept = await side.dataSource.query<object[]>(
        `SELECT ${columns} FROM reporting.${view}`,
      );
      const texts = (rows: readonly (object | undefined)[]) =>
        rows.map((row) => JSON.stringify(row)).sort();
      expect(texts(kept)).toEqual(texts([first, ...rest]));
      expect(kept.length).toBeGreaterThan(5);
    },
  );

  it('show a market as it was opened', async () => {
    const market = await side.dataSource.getRepository(MarketRow).findOneBy({ marketId: MARKET });
    expect(market).toMatchObject({ currency: 'USD', timeZone: 'America/Los_Angeles', mtu: 'PT1H' });
    expect(market?.openedAt).toBe('2016-08-07T22:00:00Z');
  });

  it('end a contract that an earlier batch agreed', async () => {
    const ended = { marketId: MARKET, contractId: 'birch-for-citrus' };
    const end = { ...ended, validTo: '2016-08-20T07:00:00Z' };
    await speak(side.store, MARKET, [
      { category: 'market', events: [{ type: 'ContractEnded', data: end }] },
    ]);
    await side.runner.idle();
    const contract = await side.dataSource.getRepository(ContractRow).findOneBy(ended);
    expect(contract).toMatchObject({ fromId: 'birch-lane', validTo: '2016-08-20T07:00:00Z' });
  });

  it('follow each auction to the state it reached', async () => {
    const rows = await side.dataSource.getRepository(AuctionRow).findBy({ marketId: MARKET });
    const states = Object.fromEntries(rows.map(({ auctionId, state }) => [auctionId, state]));
    expect(states).toEqual({
      '2016-08-08': 'settled',
      '2016-08-09': 'settled',
      '2016-08-10': 'settled',
      '2016-08-11': 'failed',
      '2016-08-12': 'gate-closed',
      '2016-08-13': 'open',
    });
  });

  it('keep the proof of a clearing and the reason of a failure', async () => {
    const auctions = side.dataSource.getRepository(AuctionRow);
    expect(await auctions.findOneBy(auction)).toMatchObject({
      offersCount: 10,
      solverName: 'HiGHS',
      gap: 3.6e-12,
      runKind: 'cleared',
    });
    expect(await auctions.findOneBy({ ...auction, auctionId: '2016-08-11' })).toMatchObject({
      failureReason: 'infeasible',
      explanation: [{ community: 'citrus-way' }],
    });
  });

  it('have a price for every community and hour, within its band', async () => {
    const prices = await side.dataSource.getRepository(PriceRow).findBy(auction);
    expect(prices).toHaveLength(4 * 24);
    for (const { leastPriceMicrosPerKwh, priceMicrosPerKwh, greatestPriceMicrosPerKwh } of prices) {
      expect(leastPriceMicrosPerKwh).toBeLessThanOrEqual(priceMicrosPerKwh);
      expect(priceMicrosPerKwh).toBeLessThanOrEqual(greatestPriceMicrosPerKwh);
    }
  });

  it('say when each hour starts, in UTC', async () => {
    const schedules = side.dataSource.getRepository(ScheduleRow);
    const row = await schedules.findOneBy({ ...auction, peerId: 'almond-1', period: 17 });
    expect(row?.start).toBe('2016-08-09T00:00:00Z');
    const trade = await side.dataSource
      .getRepository(TradePeriodRow)
      .findOneBy({ ...auction, period: 2 });
    expect(trade?.start).toBe('2016-08-08T09:00:00Z');
  });

  it('balance energy in every hour, for each community and for the market', async () => {
    const market = await side.dataSource.getRepository(MarketEnergyRow).findBy(auction);
    const communities = await side.dataSource.getRepository(CommunityEnergyRow).findBy(auction);
    expect([market.length, communities.length]).toEqual([24, 3 * 24]);
    const bought = (row: MarketEnergyRow) => row.generationWh + row.dischargeWh + row.gridImportsWh;
    const used = (row: MarketEnergyRow) =>
      row.servedWh + row.chargeWh + row.gridExportsWh + row.lossesWh;
    for (const row of market) expect(used(row)).toBe(bought(row));
    for (const row of communities)
      expect(used(row) + row.communityExportsWh).toBe(bought(row) + row.communityImportsWh);
  });

  it('sum to zero over all postings of a run', async () => {
    const postings = await side.dataSource.getRepository(PostingRow).findBy(auction);
    expect(postings.length).toBeGreaterThan(10);
    expect(postings.reduce((sum, { amountNanos }) => sum + BigInt(amountNanos), 0n)).toBe(0n);
  });

  it('state each peer a total that is the sum of its lines', async () => {
    const statements = await side.dataSource.getRepository(StatementRow).findBy(auction);
    for (const { peerId, totalNanos, linesCount } of statements) {
      const lines = await side.dataSource
        .getRepository(StatementLineRow)
        .findBy({ ...auction, peerId });
      expect(lines).toHaveLength(linesCount);
      expect(lines.reduce((sum, line) => sum + BigInt(line.amountNanos), 0n)).toBe(
        BigInt(totalNanos),
      );
    }
  });

  it('replace what an earlier settlement run said of an auction', async () => {
    const again = clearedAndSettled({ ...dayOf('2016-08-10'), cloud: 0.9 })
      .filter(({ category }) => category === 'settlement')
      .map((spoken) => ({ ...spoken, events: spoken.events.map(asSecondRun) }));
    await speak(
      side.store,
      MARKET,
      again.map((spoken) => ({ ...spoken, cause: 'second run' })),
    );
    await side.runner.idle();
    const third = { ...auction, auctionId: '2016-08-10' };
    const runs = await side.dataSource.getRepository(PostingRow).findBy(third);
    expect(new Set(runs.map(({ runId }) => runId))).toEqual(new Set(['second']));
    const statement = await side.dataSource
      .getRepository(StatementRow)
      .findOneBy({ ...third, peerId: 'citrus-1' });
    const lines = await side.dataSource
      .getRepository(StatementLineRow)
      .findBy({ ...third, peerId: 'citrus-1' });
    expect([statement?.runId, lines.length]).toEqual(['second', statement?.linesCount]);
  });
});

const asSecondRun = (event: AnyEvent): AnyEvent =>
  event.type === 'SettlementRunCompleted'
    ? { ...event, data: { ...event.data, runId: 'second', kind: 'metered' } }
    : event.type === 'StatementIssued'
      ? { ...event, data: { ...event.data, runId: 'second' } }
      : event;
