import { type BillingApp, harbourOf, startBilling } from '../testing/billing-app.js';
import { rulePack } from '../testing/community-day.js';

const flat = (energyWh: unknown) => Array.from({ length: 24 }, () => energyWh);
const reading = (changes: object = {}) => ({
  ...{ peerId: 'home', importWh: flat(1_000), exportWh: null, quality: 'measured' },
  ...changes,
});
const WINDOW = { from: '2026-01-01', to: '2026-01-02' };

describe('settlement refuses', () => {
  let billing: BillingApp;
  let nowMs = Date.parse('2026-02-01T00:00:00Z');

  beforeAll(async () => {
    billing = await startBilling({ nowMs: () => nowMs });
    await billing.market.record('market', ...harbourOf('home'));
    const disputes = { deadlineDays: 30, materialityMinor: 500 };
    await billing.post('/markets/harbour/rule-packs', rulePack({ disputes }));
    const day = { readings: [reading()] };
    await billing.post('/markets/harbour/meter-days/2026-01-01', day);
    const settled = { ...WINDOW, kind: 'final', asOf: '2100-01-01T00:00:00Z' };
    await billing.post('/markets/harbour/settlement-runs', settled);
  });
  afterAll(() => billing.app.close());

  it.each([
    ['energy with the wrong sign', reading({ importWh: flat(-1) }), '/readings/0/importWh/0'],
    ['energy in another unit', reading({ importWh: flat(0.25) }), '/readings/0/importWh/0'],
    ['a direction that there is none', reading({ generationWh: flat(1) }), '/readings/0'],
    ['a quality that there is none', reading({ quality: 'guessed' }), '/readings/0/quality'],
  ])('%s, with line and field', async (_, wrong, pointer) => {
    const path = '/markets/harbour/meter-days/2026-01-01';
    const { status, body } = await billing.post(path, { readings: [wrong] });
    const { errors } = body as { errors: readonly { pointer: string }[] };
    expect([status, errors[0]?.pointer]).toEqual([422, pointer]);
  });

  it('credit for a peer or a market that nobody knows', async () => {
    const limit = { peerId: 'nobody', limitNanos: '1000' };
    const unknown = await billing.post('/markets/harbour/credit/limits', limit);
    expect([unknown.status, unknown.body]).toEqual([
      404,
      expect.objectContaining({
        ...{ code: 'peer-unknown', errors: [expect.objectContaining({ pointer: '/peerId' })] },
      }),
    ]);
    expect((await billing.post('/markets/nowhere/credit/limits', limit)).body).toMatchObject({
      code: 'market-unknown',
    });
  });

  it('a payment or a dispute that the log could not keep, or that nobody could look through', async () => {
    await billing.post('/markets/harbour/credit/limits', { peerId: 'home', limitNanos: '1000' });
    const payment = { peerId: 'home', paymentId: 'p\u00e9', amountNanos: '11' };
    const paid = await billing.post('/markets/harbour/credit/payments', payment);
    const dispute = {
      ...{ disputeId: 'd', account: 'peer:home', from: '2000-01-01', to: '4824-03-03', number: 2 },
      ...{ amountMinor: 500, reasonCode: 'wrong-reading', reason: 'I was away.' },
    };
    const raised = await billing.post('/markets/harbour/disputes', dispute);
    const pointers = [paid, raised].map(({ body, status }) => [
      status,
      (body as { errors: readonly { pointer: string }[] }).errors[0]?.pointer,
    ]);
    expect(pointers).toEqual([
      [422, '/paymentId'],
      [422, '/to'],
    ]);
  });

  it('a dispute after the deadline of the rules, of too little, or of no bill', async () => {
    const dispute = (changes: object) =>
      billing.post('/markets/harbour/disputes', {
        ...{ disputeId: 'd', account: 'peer:home', ...WINDOW, number: 2, amountMinor: 500 },
        ...{ reasonCode: 'wrong-reading', reason: 'I was away.', ...changes },
      });
    const codeOf = async (changes: object) =>
      ((await dispute(changes)).body as { code?: string }).code;
    expect(await codeOf({ amountMinor: 499 })).toBe('not-material');
    expect(await codeOf({ account: 'peer:nobody' })).toBe('bill-unknown');
    nowMs = Date.parse('2026-03-04T00:00:00Z'); // Of the day of issue, whatever the run counted as known.
    expect(await codeOf({})).toBe('deadline-passed');
    nowMs = Date.parse('2026-03-03T00:00:00Z');
    expect((await dispute({})).status).toBe(201);
    expect(await codeOf({})).toBe('dispute-exists');
  });
});
