import type { OffersEvent } from '@trueque/contracts';
import { type BillingApp, harbourOf, startBilling } from '../testing/billing-app.js';
import { charge } from '../testing/charge.js';
import { clearedAuction } from '../testing/cleared-auction.js';
import { rulePack } from '../testing/community-day.js';
import { clearingEventsOf } from '../testing/recorded-market.js';
import { traded } from '../testing/traded.js';

const grid = { supplierId: 'G', importPriceMicrosPerKwh: 250_000, feedInPriceMicrosPerKwh: 50_000 };

/** `roof` sells 10 kWh to `home` at 0.10, in an hour of the third of March. */
const auction = clearedAuction({
  members: { home: 'C1', roof: 'C1' },
  prices: { C1: [100_000] },
  trades: [
    traded(['roof', 'C1'], ['home', 'C1'], {
      ...{ wh: 10_000, buyerPays: 100_000, sellerGets: 100_000 },
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

const metered = (importWh: number, quality: 'measured' | 'estimated'): OffersEvent => ({
  type: 'MeterReadingsRecorded',
  data: {
    ...{ marketId, auctionId, start, mtu: 'PT1H' },
    readings: [{ peerId: 'home', importWh: [importWh], exportWh: [0], quality }],
  },
});

describe('a community that trades on one day and shares on the next', () => {
  let billing: BillingApp;

  beforeEach(async () => {
    billing = await startBilling();
    const { market } = billing;
    await market.record('market', ...harbourOf('home', 'roof'));
    const charges = [charge({ code: 'standing', basis: 'per-day', beneficiary: 'levy:standing' })];
    await billing.post('/markets/harbour/rule-packs', rulePack({ grid, charges }));
    await market.record('auction', scheduled);
    await market.record('clearing', ...clearingEventsOf(auction));
    const readings = ['2021-03-03', '2021-03-04'].map((date) =>
      billing.post(`/markets/harbour/meter-days/${date}`, { readings: [dayOf('home', 1_000)] }),
    );
    await Promise.all(readings);
  });

  afterEach(() => billing.app.close());

  const dayOf = (peerId: string, wh: number) => ({
    ...{ peerId, exportWh: null, quality: 'measured' },
    importWh: Array.from({ length: 24 }, () => wh),
  });
  const settle = (kind: string, more: object = {}) =>
    billing.post('/markets/harbour/settlement-runs', {
      ...{ from: '2021-03-03', to: '2021-03-05', kind, ...more },
    });
  const bill = async () =>
    (await billing.get('/markets/harbour/bills/2021-03-03/2021-03-05/peer:home')).body as {
      lines: { code: string; energyWh: number; amountMinor: number }[];
      readings: object;
      totalMinor: number;
    };

  it('is billed for either in its turn, and for every day once', async () => {
    await settle('preliminary');
    const { lines } = await bill();
    expect(lines.map(({ code, energyWh, amountMinor }) => [code, energyWh, amountMinor])).toEqual([
      ['grid-purchase', 24_000, -600],
      ['purchase', 10_000, -100],
      ['standing', 0, -4], // 0.02 on each of two days
    ]);
  });

  it('comes to the same after a correction as all anew, whichever day that touches', async () => {
    await settle('preliminary');
    for (const date of ['2021-03-03', '2021-03-04']) {
      await billing.post(`/markets/harbour/meter-days/${date}`, {
        readings: [dayOf('home', 900)],
      });
    }
    await settle('preliminary');
    const revised = (await bill()).totalMinor;
    await settle('final'); // Counts everything anew.
    expect([revised, (await bill()).totalMinor]).toEqual([-644, -644]);
  });

  it('tells the quality of a reading on the bill and in every period of its lines', async () => {
    await billing.market.record('readings', metered(12_000, 'estimated'));
    await settle('preliminary');
    expect((await bill()).readings).toMatchObject({ measured: 24, estimated: 1, missing: 0 });
  });
});
