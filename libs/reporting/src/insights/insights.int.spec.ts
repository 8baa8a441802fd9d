import type {
  AuctionComparison,
  DurationCurve,
  EnergySeries,
  Exchanges,
  LinkUse,
  MeritOrder,
  Overview,
  PeerBill,
  PeerTotals,
  PeerTotalsPage,
  PriceMap,
  TradePairs,
} from '@trueque/contracts';
import { freshDatabase } from '../../../../test/support/index.js';
import { MeritOrderRow } from '../rows/insight.row.js';
import { MARKET, speakDemonstration } from '../testing/demonstration.js';
import { type ReadSide, startReadSide } from '../testing/read-side.js';

const DAY = '?from=2016-08-08T07:00:00Z&to=2016-08-09T07:00:00Z';

describe('Insights', () => {
  let side: ReadSide;

  beforeAll(async () => {
    side = await startReadSide(await freshDatabase());
    await speakDemonstration(side.store);
    await side.runner.idle();
  });

  afterAll(() => side?.app.close());

  const get = async <Body>(path: string, status = 200): Promise<Body> => {
    const response = await fetch(`${side.address}/markets/${MARKET}/${path}`);
    expect([path, response.status]).toEqual([path, status]);
    return (await response.json()) as Body;
  };
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

  it('count auctions by state, and meter values by what is known of them', async () => {
    const all = await get<Overview>('overview');
    expect(all.auctions).toMatchObject({ open: 1, 'gate-closed': 1, failed: 1, settled: 3 });
    expect(Object.values(all.auctions).reduce((sum, count) => sum + count)).toBe(6);
    expect(all).toMatchObject({
      ...{ communities: 4, peers: 9, settledCleared: 3, settledMetered: 0 },
      ...{ firstStart: '2016-08-08T07:00:00Z', lastEnd: '2016-08-14T07:00:00Z' },
    });
    expect((await get<Overview>(`overview${DAY}`)).coverage).toEqual({
      ...{ expected: 9 * 24, measured: 7 * 24, estimated: 24, substituted: 0, missing: 24 },
    });
  });

  it('balance in every period, of a market and of each community', async () => {
    for (const community of ['', '&community=almond-court', '&community=birch-lane']) {
      const { bucket, items } = await get<EnergySeries>(`energy${DAY}${community}`);
      expect([bucket, items.length]).toEqual(['period', 24]);
      for (const point of items)
        expect(
          point.generationWh + point.dischargeWh + point.gridImportsWh + point.communityImportsWh,
        ).toBe(
          point.servedWh +
            point.chargeWh +
            point.gridExportsWh +
            point.communityExportsWh +
            point.lossesWh,
        );
    }
  });

  it('sum up to what the auction itself says', async () => {
    const { items } = await get<EnergySeries>(`energy${DAY}`);
    const day = await get<{ items: { generationWh: number }[] }>('auctions/2016-08-08/energy');
    expect(sum(items.map(({ generationWh }) => generationWh))).toBe(
      sum(day.items.map(({ generationWh }) => generationWh)),
    );
    const overview = await get<Overview>(`overview${DAY}`);
    expect(overview.generationWh).toBe(sum(items.map(({ generationWh }) => generationWh)));
  });

  it('price a community within its band, and a market within its communities', async () => {
    const { items } = await get<EnergySeries>(`energy${DAY}&community=almond-court`);
    for (const {
      leastPriceMicrosPerKwh: least,
      priceMicrosPerKwh: price,
      greatestPriceMicrosPerKwh: greatest,
    } of items)
      expect([least! <= price!, price! <= greatest!]).toEqual([true, true]);
    const map = await get<PriceMap>(`price-map${DAY}`);
    expect([map.bucket, map.communities, map.items.length]).toEqual(['period', 4, 96]);
    const curve = await get<DurationCurve>('price-duration');
    const prices = curve.items.map(({ priceMicrosPerKwh }) => priceMicrosPerKwh);
    expect(prices).toEqual(prices.toSorted((one, other) => other - one));
    expect([curve.periods, curve.items.at(-1)?.share]).toEqual([72, 1]);
  });

  it('page through peers in any order without missing or repeating one', async () => {
    const seen: PeerTotals[] = [];
    for (let cursor = ''; ;) {
      const page = await get<PeerTotalsPage>(`peer-totals${DAY}&order=imports&limit=4${cursor}`);
      expect(page.peers).toBe(10);
      seen.push(...page.items);
      if (page.nextCursor === undefined) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(new Set(seen.map(({ peerId }) => peerId)).size).toBe(10);
    const imports = seen.map(({ importsWh }) => importsWh);
    expect(imports).toEqual(imports.toSorted((one, other) => other - one));
  });

  it('narrow peers to a role, a community and a name, and tell cleared from metered', async () => {
    const { items } = await get<PeerTotalsPage>(
      `peer-totals${DAY}&role=prosumer&community=birch-lane`,
    );
    expect(items.map(({ peerId }) => peerId)).toEqual(['birch-2']);
    const found = await get<PeerTotalsPage>(`peer-totals${DAY}&search=BIRCH`);
    expect(
      found.items.map(({ peerId, meteredImportsWh }) => [peerId, meteredImportsWh !== null]),
    ).toEqual([
      ['birch-1', true],
      ['birch-2', true],
      ['birch-3', false],
    ]);
    expect((await get<PeerTotalsPage>(`peer-totals${DAY}&search=%25`)).items).toEqual([]);
  });

  it('tell who sends how much to whom, and what contracts and limits were used', async () => {
    const { items } = await get<Exchanges>(`exchanges${DAY}`);
    const { tradedWh } = await get<Overview>(`overview${DAY}`);
    expect(sum(items.map(({ energyWh }) => energyWh))).toBe(tradedWh);
    const { pairs, items: birch } = await get<TradePairs>(`trade-pairs${DAY}&community=birch-lane`);
    expect(birch).toHaveLength(pairs);
    const links = (await get<{ items: LinkUse[] }>(`links${DAY}`)).items;
    expect(links).toEqual([
      expect.objectContaining({
        kind: 'contract',
        id: 'birch-for-citrus',
        exportCostMicrosPerKwh: 5000,
      }),
      expect.objectContaining({ kind: 'import-limit', id: 'citrus-way', limitKw: 25 }),
    ]);
    for (const { energyWh, peakKw } of links)
      expect([energyWh > 0, peakKw > 0]).toEqual([true, true]);
  });

  it('compare two auctions: what one wins or loses is the difference of its statements', async () => {
    const compared = await get<AuctionComparison>(
      'auction-comparison?auction=2016-08-08&with=2016-08-10',
    );
    expect(compared.first.generationWh).toBeGreaterThan(compared.second.generationWh);
    for (const [peers, sign] of [
      [compared.winners, 1],
      [compared.losers, -1],
    ] as const)
      for (const { firstNanos, secondNanos, differenceNanos } of peers) {
        expect(BigInt(secondNanos) - BigInt(firstNanos)).toBe(BigInt(differenceNanos));
        expect(Math.sign(Number(differenceNanos))).toBe(sign);
      }
  });

  it('tell what a peer owes, by kind of line, and have no step where the grid asks no price', async () => {
    const statement = await get<{ totalNanos: string }>('auctions/2016-08-08/statements/citrus-1');
    const bill = await get<PeerBill>(`peers/citrus-1/bill${DAY}`);
    expect(bill).toMatchObject({
      auctions: 1,
      gridOnlyNanos: null,
      steps: [],
      ...statementOf(statement),
    });
    const lines = bill.lines.reduce((total, { amountNanos }) => total + BigInt(amountNanos), 0n);
    expect(String(lines)).toBe(bill.totalNanos);
    expect(bill.runs).toMatchObject([
      { auctionId: '2016-08-08', kind: 'cleared', ...statementOf(statement) },
    ]);
  });

  const statementOf = ({ totalNanos }: { totalNanos: string }) => ({ totalNanos });

  it('take an instant at whatever offset', async () => {
    const all = await get('overview');
    expect(await get('overview?from=0377-06-21T05%3A33%3A12%2B23%3A53')).toEqual(all);
  });

  it('draw offers of a period against each other', async () => {
    const order = await get<MeritOrder>('auctions/2016-08-08/merit-order?period=3');
    expect(order.start).toBe('2016-08-08T10:00:00Z');
    expect(order.items.filter(({ kind }) => kind === 'load')).toEqual([
      expect.objectContaining({ side: 'demand', powerKw: 10, peers: 10 }),
    ]);
  });

  it('draw them from what was kept when the market was cleared, as they would count them anew', async () => {
    const kept = side.dataSource.getRepository(MeritOrderRow);
    const day = { marketId: MARKET, auctionId: '2016-08-08' };
    const rows = await kept.findBy(day);
    const orders = () =>
      Promise.all(
        rows.map(({ period }) => get(`auctions/2016-08-08/merit-order?period=${period}`)),
      );
    const before = await orders();
    await kept.delete(day);
    expect(await orders()).toEqual(before);
    expect(before).toHaveLength(24);
    await kept.save(rows);
  });

  it('draw those of an open auction, and of one community', async () => {
    const { items: open } = await get<{ items: { auctionId: string; state: string }[] }>(
      'auctions?limit=100',
    );
    const { auctionId } = open.find(({ state }) => state === 'open')!;
    expect(
      (await get<MeritOrder>(`auctions/${auctionId}/merit-order`)).priceMicrosPerKwh,
    ).toBeNull();
    const order = await get<MeritOrder>(
      'auctions/2016-08-08/merit-order?period=3&community=birch-lane',
    );
    expect(order.items.filter(({ kind }) => kind === 'load')).toEqual([
      expect.objectContaining({ peers: 3, names: ['birch-1', 'birch-2', 'birch-3'] }),
    ]);
  });

  it.each([
    ['overview?auction=never', 404, 'auction-unknown'],
    ['energy?community=nowhere', 404, 'community-unknown'],
    ['auctions/2016-08-08/merit-order?community=nowhere', 404, 'community-unknown'],
    ['peers/nobody/bill', 404, 'peer-unknown'],
    ['auctions/2016-08-08/merit-order?period=24', 404, 'period-unknown'],
    ['auction-comparison?auction=2016-08-08&with=never', 404, 'auction-unknown'],
    ['auction-comparison?auction=2016-08-08', 400, 'invalid-request'],
    ['energy?from=soon', 400, 'invalid-request'],
    ['energy?from=2016-W31-1', 400, 'invalid-request'],
    ['overview?to=%2B012016-08-08T00:00:00Z', 400, 'invalid-request'],
    ['peer-totals?role=king', 400, 'invalid-request'],
    ['peer-totals?cursor=e30', 400, 'bad-cursor'],
  ])('refuse %s with %i', async (path, status, code) =>
    expect(await get(path, status)).toMatchObject({ code }),
  );
});
