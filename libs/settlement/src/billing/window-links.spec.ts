import type { OffersEvent } from '@trueque/contracts';
import { type BillingApp, harbourOf, startBilling } from '../testing/billing-app.js';
import { clearedAuction } from '../testing/cleared-auction.js';
import { rulePack } from '../testing/community-day.js';
import { clearingEventsOf } from '../testing/recorded-market.js';
import { traded } from '../testing/traded.js';

const grid = { supplierId: 'G', importPriceMicrosPerKwh: 250_000, feedInPriceMicrosPerKwh: 50_000 };

/** `roof` in C1 sells 10 kWh to `home` in C2 in an hour of the third of March, over a link at 0.02. */
const auction = clearedAuction({
  members: { home: 'C2', roof: 'C1' },
  prices: { C1: [100_000], C2: [120_000] },
  trades: [
    traded(['roof', 'C1'], ['home', 'C2'], {
      ...{ wh: 10_000, buyerPays: 120_000, sellerGets: 100_000, linkCost: 20_000 },
      contract: 'C1→C2',
    }),
  ],
});
const { marketId, auctionId, start } = auction;

const scheduled: OffersEvent = {
  type: 'AuctionScheduled',
  data: {
    ...{ marketId, auctionId, start, mtu: 'PT1H', periods: 1, currency: 'EUR' },
    gateClosesAt: '2021-03-02T05:00:00Z',
    rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
  },
};

const agreed = (contractId: string, owner: string, validity: object): OffersEvent => ({
  type: 'ContractAgreed',
  data: {
    ...{ marketId, contractId, owner, contract: { from: 'C1', to: 'C2', surcharge: 0.02 } },
    ...{ validFrom: '2020-01-01T00:00:00Z', ...validity },
  },
});

interface BillSeen {
  readonly lines: readonly {
    readonly code: string;
    readonly energyWh: number;
    readonly amountMinor: number;
    readonly qualityWh: object | null;
  }[];
}

describe('a window with an auction over a link', () => {
  let billing: BillingApp;
  const RUNS = '/markets/harbour/settlement-runs';
  const BILLS = '/markets/harbour/bills/2021-03-03/2021-03-04';

  beforeEach(async () => {
    billing = await startBilling();
    const { market } = billing;
    const [opened, ...others] = harbourOf('roof');
    await market.record(
      'market',
      ...[opened as OffersEvent, ...others],
      { type: 'CommunityRegistered', data: { marketId, community: { id: 'C2' } } },
      {
        type: 'PeerRegistered',
        data: { marketId, peerId: 'home', communityId: 'C2', role: 'consumer' },
      },
    );
    await market.record('auction', scheduled);
    await market.record('clearing', ...clearingEventsOf(auction));
  });

  afterEach(() => billing.app.close());

  const settle = (kind: string, more: object = {}) =>
    billing.post(RUNS, { ...{ from: '2021-03-03', to: '2021-03-04', kind, ...more } });
  const linesOf = async (account: string) =>
    ((await billing.get(`${BILLS}/${account}`)).body as BillSeen).lines;

  it('bills the owner of the contract that held when delivery began', async () => {
    await billing.market.record(
      'market',
      agreed('before', 'peer:roof', { validTo: '2021-03-01T00:00:00Z' }),
      agreed('now', 'community:C2', { validFrom: '2021-03-01T00:00:00Z' }),
    );
    await settle('final');
    expect(await linesOf('community:C2')).toEqual([
      expect.objectContaining({ code: 'link-revenue', energyWh: 10_000, amountMinor: 20 }),
    ]);
    const periods = await billing.get(`${BILLS}/community:C2/lines/link-revenue`);
    expect(periods.body).toEqual([
      {
        ...{ start: '2021-03-03T05:00:00Z', energyWh: 10_000, priceMicrosPerKwh: 20_000 },
        ...{ quality: null, causedBy: [expect.any(String)] },
      },
    ]);
  });

  it('bills a peer for its link beside what it sold, and goes by an end that was agreed', async () => {
    await billing.market.record('market', agreed('k', 'peer:roof', {}), {
      type: 'ContractEnded',
      data: { marketId, contractId: 'k', validTo: '2021-03-04T00:00:00Z' },
    });
    await settle('final');
    expect(
      (await linesOf('peer:roof')).map(({ code, amountMinor }) => [code, amountMinor]),
    ).toEqual([
      ...[
        ['link-revenue', 20],
        ['sale', 100],
      ],
    ]);
    expect((await billing.get(`${BILLS}/peer:roof/lines/link-revenue`)).body).toHaveLength(1);
  });

  it('estimates a silent peer by the same hour of last week, and says so on the line', async () => {
    await billing.post('/markets/harbour/rule-packs', rulePack({ grid }));
    const readings = [
      {
        ...{ peerId: 'home', exportWh: null, quality: 'measured' },
        importWh: Array.from({ length: 24 }, (_, hour) => (hour === 6 ? 12_000 : 1)),
      },
    ];
    await billing.post('/markets/harbour/meter-days/2021-02-24', { readings });
    await settle('preliminary');
    const short = (await linesOf('peer:home')).find(({ code }) => code === 'deviation-short');
    expect(short).toMatchObject({ energyWh: 2_000, qualityWh: { missing: 2_000, measured: 0 } });
    // Its own reading comes, of that hour alone; what last week told counts no more.
    await billing.market.record('readings', {
      type: 'MeterReadingsRecorded',
      data: {
        ...{ marketId, auctionId, start, mtu: 'PT1H' },
        readings: [{ peerId: 'home', importWh: [11_000], exportWh: null, quality: 'measured' }],
      },
    });
    await settle('preliminary');
    expect(await linesOf('peer:home')).toContainEqual(
      expect.objectContaining({
        ...{ code: 'deviation-short', energyWh: 1_000 },
        qualityWh: { measured: 1_000, substituted: 0, estimated: 0, missing: 0 },
      }),
    );
  });

  it('counts anew where a day changes that a silent peer was estimated from', async () => {
    await billing.post('/markets/harbour/rule-packs', rulePack({ grid }));
    const lastWeek = (wh: number) =>
      billing.post('/markets/harbour/meter-days/2021-02-24', {
        readings: [
          {
            ...{ peerId: 'home', exportWh: null, quality: 'measured' },
            importWh: Array.from({ length: 24 }, () => wh),
          },
        ],
      });
    await lastWeek(12_000);
    await settle('final');
    await lastWeek(13_000);
    expect((await settle('revision', { reasonCode: 'late-data' })).status).toBe(201);
    const short = (await linesOf('peer:home')).find(({ code }) => code === 'deviation-short');
    expect(short?.energyWh).toBe(3_000);
  });
});
