import { CreditProcess } from '../credit.process.js';
import { type BillingApp, harbourOf, startBilling } from '../testing/billing-app.js';
import { rulePack } from '../testing/community-day.js';

const grid = {
  supplierId: 'G',
  importPriceMicrosPerKwh: 250_000,
  feedInPriceMicrosPerKwh: 50_000,
};
const WINDOW = { from: '2026-01-01', to: '2026-01-02' };

describe('the credit of a peer that shares after metering', () => {
  let billing: BillingApp;

  beforeEach(async () => {
    billing = await startBilling();
    await billing.market.record('market', ...harbourOf('home', 'roof'));
    await billing.post('/markets/harbour/rule-packs', rulePack({ grid }));
    await say('limits', { limitNanos: String(10e9) });
  });

  afterEach(() => billing.app.close());

  const say = (what: string, body: object) =>
    billing.post(`/markets/harbour/credit/${what}`, { peerId: 'home', ...body });
  /** What the home takes in each of the 24 hours. */
  const settle = async (hourWh: number, kind: string, more: object = {}) => {
    const readings = [
      {
        ...{ peerId: 'home', exportWh: null, quality: 'measured' },
        importWh: Array.from({ length: 24 }, () => hourWh),
      },
    ];
    await billing.post('/markets/harbour/meter-days/2026-01-01', { readings });
    await billing.post('/markets/harbour/settlement-runs', { ...WINDOW, kind, ...more });
  };
  const hear = async () => {
    const { store } = billing.market;
    const process = new CreditProcess(store);
    for (const event of await store.readPartition('harbour', 0, 1_000)) {
      if (process.types.some((type) => type === event.type)) await process.handle(event);
    }
  };
  const standing = async () => {
    await hear();
    return (await billing.get('/markets/harbour/credit')).body;
  };

  it('counts what it is billed, and what a revision makes of it', async () => {
    await settle(1_000, 'final');
    expect(await standing()).toMatchObject([{ exposureNanos: String(6e9), level: 'ok' }]);
    await settle(1_500, 'revision', { reasonCode: 'wrong-reading' });
    expect(await standing()).toMatchObject([{ exposureNanos: String(9e9), level: 'warning' }]);
    await say('payments', { paymentId: 'bank-1', amountNanos: String(9e9) });
    expect(await standing()).toMatchObject([{ exposureNanos: '0', level: 'ok' }]);
  });

  it('counts no indication, and every run once', async () => {
    await settle(1_000, 'indicative');
    expect(await standing()).toMatchObject([{ exposureNanos: '0' }]);
    await settle(1_000, 'preliminary');
    await hear();
    expect(await standing()).toMatchObject([{ exposureNanos: String(6e9) }]);
  });
});
