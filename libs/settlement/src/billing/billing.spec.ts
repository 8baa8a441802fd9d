import { type BillingApp, harbourOf, startBilling } from '../testing/billing-app.js';
import { rulePack } from '../testing/community-day.js';

const grid = {
  supplierId: 'G',
  importPriceMicrosPerKwh: 250_000,
  feedInPriceMicrosPerKwh: 50_000,
};

const charges = [
  {
    ...{ code: 'network-fee', basis: 'shared-kwh', bearer: 'consumer' },
    ...{ beneficiary: 'network:C1', taxCategory: 'S' },
    rates: [{ validFrom: '2020-01-01T00:00:00Z', rateMicros: 20_000 }],
  },
  {
    ...{ code: 'vat', basis: 'percent-of-lines', bearer: 'peer', beneficiary: 'tax:vat' },
    of: ['grid-purchase', 'network-fee'],
    rates: [{ validFrom: '2020-01-01T00:00:00Z', rateMicros: 210_000 }],
  },
] as const;

const pack = rulePack({ grid, charges: structuredClone(charges) as never });

const flat = (energyWh: number | null, periods = 24) =>
  Array.from({ length: periods }, () => energyWh);

const reading = (peerId: string, importWh: unknown, exportWh: unknown = null) => ({
  ...{ peerId, importWh, exportWh, quality: 'measured' },
});

interface BillSeen {
  readonly account: string;
  readonly number: number | null;
  readonly totalMinor: number;
  readonly aloneMinor: number;
  readonly lines: readonly { readonly code: string; readonly amountMinor: number }[];
  readonly readings: { readonly missing: number };
  readonly replaces?: number;
  readonly differenceMinor?: number;
}

interface RunSeen {
  readonly runId: string;
  readonly resultHash: string;
  readonly rulePacks: readonly object[];
  readonly entries: readonly { readonly entry: string; readonly amountNanos: string }[];
}

const WINDOW = { from: '2026-01-01', to: '2026-01-03' };

describe('settlement over a window of delivery', () => {
  let billing: BillingApp;

  beforeEach(async () => {
    billing = await startBilling();
    await billing.market.record('market', ...harbourOf('home', 'roof'));
    expect((await billing.post('/markets/harbour/rule-packs', pack)).status).toBe(201);
  });

  afterEach(() => billing.app.close());

  const record = (date: string, ...readings: object[]) =>
    billing.post(`/markets/harbour/meter-days/${date}`, { readings });
  const settle = (kind: string, more: object = {}) =>
    billing.post('/markets/harbour/settlement-runs', { ...WINDOW, kind, ...more });
  const runOf = async (kind: string, more: object = {}) => {
    const { status, body } = await settle(kind, more);
    expect([status, body]).toEqual([201, expect.anything()]);
    return body as RunSeen;
  };
  const bills = async () =>
    (await billing.get('/markets/harbour/bills/2026-01-01/2026-01-03')).body as BillSeen[];
  const billOf = async (account: string) =>
    (await bills()).find((bill) => bill.account === account) as BillSeen;

  const recordBothDays = async () => {
    for (const date of ['2026-01-01', '2026-01-02']) {
      await record(date, reading('home', flat(1_000)), reading('roof', flat(0), flat(500)));
    }
  };

  it('bills the home for what it shared, what it took from the grid, and the charges', async () => {
    await recordBothDays();
    await settle('preliminary');
    const { lines, totalMinor, aloneMinor } = await billOf('peer:home');
    expect(lines.map(({ code, amountMinor }) => [code, amountMinor])).toEqual([
      ['grid-purchase', -600], // 24 kWh × 0.25
      ['network-fee', -48], // 24 kWh × 0.02
      ['shared-purchase', -360], // 24 kWh × 0.15
      ['vat', -136], // 21 % of 6.48
    ]);
    expect([totalMinor, aloneMinor]).toEqual([-1144, -1452]); // 48 kWh × 0.25 × 1.21
  });

  it('numbers bills without a gap, and indications not at all', async () => {
    await recordBothDays();
    await runOf('indicative');
    expect(await bills()).toEqual([]);
    await runOf('preliminary');
    expect((await bills()).map(({ account, number }) => [account, number])).toEqual([
      ['community:C1', 1],
      ['peer:home', 2],
      ['peer:roof', 3],
    ]);
  });

  it('books nothing that does not sum to zero', async () => {
    await recordBothDays();
    const { entries } = await runOf('preliminary');
    expect(entries.reduce((sum, entry) => sum + BigInt(entry.amountNanos), 0n)).toBe(0n);
  });

  it('estimates what no meter told, says so, and goes on', async () => {
    await record('2025-12-25', reading('home', flat(700)));
    await record(
      '2026-01-01',
      reading('home', [null, ...flat(1_000, 23)]),
      reading('roof', null, flat(0)),
    );
    await settle('preliminary');
    const { readings } = await billOf('peer:home');
    expect(readings.missing).toBe(25);
    const line = await billing.get(
      '/markets/harbour/bills/2026-01-01/2026-01-03/peer:home/lines/grid-purchase',
    );
    expect((line.body as object[]).slice(0, 2)).toMatchObject([
      { start: '2025-12-31T23:00:00Z', energyWh: 700, quality: 'missing' },
      { start: '2026-01-01T00:00:00Z', energyWh: 1_000, quality: 'measured' },
    ]);
  });

  it('adds nothing when nothing changed', async () => {
    await recordBothDays();
    await runOf('preliminary');
    expect((await settle('preliminary')).status).toBe(200);
  });

  it('names the packs that it went by, so another pack makes it no other run', async () => {
    await recordBothDays();
    expect((await runOf('preliminary')).rulePacks).toEqual([{ packId: 'neighbours', version: 1 }]);
    const nextYear = { packId: 'next-year', validFrom: '2027-01-01T00:00:00Z', minorDigits: 3 };
    await billing.post('/markets/harbour/rule-packs', { ...pack, ...nextYear });
    expect((await settle('preliminary')).status).toBe(200);
  });

  it('reverses what a corrected reading changes, books it anew, and shows the difference', async () => {
    await recordBothDays();
    await runOf('final');
    await record('2026-01-02', reading('home', flat(900)));
    const revision = await runOf('revision', { reasonCode: 'wrong-reading' });
    expect(new Set(revision.entries.map(({ entry }) => entry))).toEqual(
      new Set(['reversal', 'rebooking']),
    );
    const bill = await billOf('peer:home');
    expect(bill).toMatchObject({ number: 4, replaces: 2, differenceMinor: 73 }); // 2.4 kWh × 0.25 × 1.21
    expect((await billOf('peer:roof')).number).toBe(3);
  });

  it('comes to the same by revision as from scratch', async () => {
    await recordBothDays();
    await runOf('preliminary');
    await record('2026-01-02', reading('home', flat(900)), reading('roof', null, flat(1_200)));
    const revised = await runOf('preliminary');
    const fresh = await startBilling();
    await fresh.market.record('market', ...harbourOf('home', 'roof'));
    await fresh.post('/markets/harbour/rule-packs', pack);
    const days = { '2026-01-01': [1_000, 500], '2026-01-02': [900, 1_200] };
    for (const [date, [home = 0, roof = 0]] of Object.entries(days)) {
      const readings = [reading('roof', flat(0), flat(roof)), reading('home', flat(home))];
      await fresh.post(`/markets/harbour/meter-days/${date}`, { readings });
    }
    const scratch = await fresh.post('/markets/harbour/settlement-runs', {
      ...{ ...WINDOW, kind: 'preliminary' },
    });
    await fresh.app.close();
    expect(scratch.body).toMatchObject({ resultHash: revised.resultHash });
  });

  it('refuses to replace the final run, and to revise without a reason', async () => {
    await recordBothDays();
    expect((await settle('revision', { reasonCode: 'late-data' })).body).toMatchObject({
      code: 'window-not-final',
    });
    await runOf('final');
    expect((await settle('preliminary')).body).toMatchObject({ code: 'window-final' });
    expect((await settle('revision')).body).toMatchObject({ code: 'reason-missing' });
  });

  it('settles as of an instant without what became known later', async () => {
    await recordBothDays();
    const before = new Date().toISOString();
    await new Promise((passed) => setTimeout(passed, 5));
    await record('2026-01-02', reading('home', flat(900)));
    await runOf('preliminary', { asOf: before });
    expect((await billOf('peer:home')).totalMinor).toBe(-1144);
  });

  it('writes a bill as CSV, and as a PDF in English and Spanish', async () => {
    await recordBothDays();
    await runOf('preliminary');
    const path = '/markets/harbour/bills/2026-01-01/2026-01-03/peer:home';
    const csv = await billing.get(`${path}?format=csv`);
    expect(csv.text).toContain('grid-purchase,24000,-6000000000,-600,,24000,0,0,0');
    for (const lang of ['en', 'es']) {
      const pdf = await billing.get(`${path}?format=pdf&lang=${lang}`);
      expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-']);
      expect((await billing.get(`${path}?format=pdf&lang=${lang}`)).text).toBe(pdf.text);
    }
    expect((await billing.get(`${path}?format=pdf&lang=fr`)).status).toBe(400);
  });

  it('takes a dispute from the letter to the run that follows its verdict', async () => {
    await recordBothDays();
    await runOf('final');
    const dispute = {
      ...{ disputeId: 'd1', account: 'peer:home', ...WINDOW, number: 2 },
      ...{ reasonCode: 'wrong-reading', reason: 'I was away.', amountMinor: 100 },
    };
    expect((await billing.post('/markets/harbour/disputes', dispute)).status).toBe(201);
    await record('2026-01-02', reading('home', flat(0)));
    const order = { reasonCode: 'dispute', disputeId: 'd1' };
    expect((await settle('dispute', order)).body).toMatchObject({ code: 'dispute-not-upheld' });
    for (const verdict of ['admitted', 'upheld']) {
      const said = { verdict, reason: 'The meter was broken.' };
      await billing.post('/markets/harbour/disputes/d1/verdicts', said);
    }
    expect(await runOf('dispute', order)).toMatchObject({ kind: 'dispute', disputeId: 'd1' });
  });

  it('refuses readings that overlap, are too few or of nobody, with line and field', async () => {
    const { status, body } = await record(
      '2026-01-01',
      reading('home', flat(1)),
      reading('home', flat(1)),
      reading('roof', flat(1, 23)),
      reading('nobody', flat(1)),
    );
    expect(status).toBe(422);
    expect(
      (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer),
    ).toEqual(['/readings/1/peerId', '/readings/2/importWh', '/readings/3/peerId']);
  });

  it('takes the sound readings of a batch where that is asked for', async () => {
    const readings = [reading('home', flat(1)), reading('nobody', flat(1))];
    const { body } = await billing.post('/markets/harbour/meter-days/2026-01-01', {
      ...{ readings, soundOnly: true },
    });
    expect(body).toMatchObject({
      recorded: 1,
      received: 2,
      errors: [{ pointer: '/readings/1/peerId' }],
    });
  });

  it('refuses rules that give away more than there is, or count in other money', async () => {
    const adopt = (changes: object) =>
      billing.post('/markets/harbour/rule-packs', { ...pack, version: 2, ...changes });
    const shares = ['home', 'roof'].map((peerId) => ({ peerId, sharePpm: 600_000 }));
    const key = { kind: 'static', unusedShare: 'member', shares };
    expect((await adopt({ key })).body).toMatchObject({ code: 'key-above-one' });
    expect((await adopt({ currency: 'USD' })).body).toMatchObject({ code: 'currency-mixed' });
    expect((await adopt({ version: 1, minorDigits: 3 })).body).toMatchObject({
      code: 'version-exists',
    });
    expect((await adopt({ communities: ['C9'] })).body).toMatchObject({
      code: 'community-unknown',
    });
  });

  it('keeps credit: a limit, a payment and a suspension, and how the peer stands', async () => {
    const say = (what: string, body: object) =>
      billing.post(`/markets/harbour/credit/${what}`, body);
    const payment = { paymentId: 'bank-1', peerId: 'home', amountNanos: '500' };
    expect((await say('payments', payment)).body).toMatchObject({ code: 'credit-unknown' });
    await say('limits', { peerId: 'home', limitNanos: '1000' });
    await say('payments', payment);
    await say('suspensions', { peerId: 'home', suspended: true, reason: 'no answer' });
    expect((await billing.get('/markets/harbour/credit')).body).toEqual([
      { peerId: 'home', level: 'suspended', exposureNanos: '-500', limitNanos: '1000' },
    ]);
    expect((await say('limits', { peerId: 'home', limitNanos: '-1' })).status).toBe(422);
  });

  it('lists rules, disputes and lines, and says what there is none of', async () => {
    expect((await billing.get('/markets/harbour/rule-packs')).body).toEqual([pack]);
    expect((await billing.get('/markets/harbour/disputes')).body).toEqual([]);
    const nobody = '/markets/harbour/bills/2026-01-01/2026-01-03/peer:nobody';
    expect((await billing.get(nobody)).body).toMatchObject({ code: 'bill-unknown' });
    await recordBothDays();
    await runOf('preliminary');
    const line = await billing.get(nobody.replace('nobody', 'home/lines/nothing'));
    expect(line.body).toMatchObject({ code: 'line-unknown' });
    const order = { ...WINDOW, kind: 'final' };
    expect((await billing.post('/markets/nowhere/settlement-runs', order)).status).toBe(404);
    const backwards = { ...order, from: '2026-02-01' };
    expect((await billing.post('/markets/harbour/settlement-runs', backwards)).status).toBe(422);
  });
});
