import {
  billedNanos,
  isEnergy,
  qualityOf,
  qualityShares,
  type SettledBill,
  settledFalls,
  windowName,
  windowsWithin,
} from './settled-bill';

const line = (code: string, amountMinor: number, energyWh = 0): SettledBill['lines'][number] => ({
  ...{ code, energyWh, amountMinor, amountNanos: String(amountMinor * 1e7) },
  qualityWh: null,
});

const bill: SettledBill = {
  ...{ marketId: 'm', from: '2026-06-01', to: '2026-06-08', runId: 'm/1', number: 1 },
  ...{ account: 'peer:P1', currency: 'EUR', minorDigits: 2, contentHash: 'x' },
  lines: [line('purchase', -800, 40_000), line('grid-fee', -150), line('vat', -50)],
  ...{ totalMinor: -1000, aloneMinor: -1500, aloneNanos: '-15000000000' },
  readings: { measured: 90, substituted: 5, estimated: 4, missing: 1 },
};

describe('A line of a settled bill', () => {
  it('is told as it was billed, so that lines add up to the total', () => {
    const told = bill.lines.map(({ amountMinor }) => BigInt(billedNanos(bill, amountMinor)));
    expect(told.reduce((sum, nanos) => sum + nanos, 0n)).toBe(
      BigInt(billedNanos(bill, bill.totalMinor)),
    );
    expect(billedNanos({ ...bill, minorDigits: 0 }, -7)).toBe('-7000000000');
  });

  it('tells what its energy rests on, by share', () => {
    const qualityWh = { measured: 750, substituted: 0, estimated: 250, missing: 0 };
    expect(qualityShares({ qualityWh })).toEqual([
      ['measured', 0.75],
      ['estimated', 0.25],
    ]);
    expect(qualityShares({ qualityWh: null })).toEqual([]);
  });
});

describe('A settled bill', () => {
  it('falls from the grid alone by what the market saved, rises by each charge, and ends at the total', () =>
    expect(settledFalls(bill).map(({ code, from, to }) => [code, from, to])).toEqual([
      ['grid-only', 0, 15],
      ['market', 15, 8],
      ['grid-fee', 8, 9.5],
      ['vat', 9.5, 10],
      ['total', 0, 10],
    ]));

  it('moves exactly what the bars say: the amounts sum to the total', () => {
    const [alone, ...steps] = settledFalls(bill).slice(0, -1);
    const moved = steps.reduce((sum, { amountNanos }) => sum + BigInt(amountNanos), 0n);
    expect(BigInt(alone?.amountNanos ?? 0) + moved).toBe(BigInt(bill.totalMinor) * 10_000_000n);
  });

  it('counts the energy of the market once, and none for charges', () =>
    expect(settledFalls(bill).map(({ energyWh }) => energyWh)).toEqual([null, 40_000, 0, 0, null]));

  it('rises where the market cost more than the grid alone would have', () => {
    const dear = settledFalls({ ...bill, aloneMinor: -500 });
    expect(dear[1]).toMatchObject({ code: 'market', from: 5, to: 8 });
  });

  it('tells energy from charges', () =>
    expect(
      ['purchase', 'shared-sale', 'link-revenue', 'vat'].map((code) => isEnergy({ code })),
    ).toEqual([true, true, true, false]));

  it('says how many of its values were measured', () => {
    expect(qualityOf(bill)).toEqual({ all: 100, measured: 90, share: 0.9 });
    const none = { measured: 0, substituted: 0, estimated: 0, missing: 0 };
    expect(qualityOf({ ...bill, readings: none }).share).toBe(1);
  });
});

describe('Windows of bills', () => {
  const window = (from: string, to: string) => ({
    ...{ from, to, runId: 'r', kind: 'final', completedAt: '2026-07-01T00:00:00Z' },
  });
  const june = window('2026-06-01', '2026-07-01');

  it('are named with their last day', () =>
    expect(windowName(june)).toBe('2026-06-01..2026-06-30'));

  it.each([
    ['2026-06-30', '2026-06-30', true],
    ['2026-07-01', '2026-07-31', false],
    ['2026-05-01', '2026-05-31', false],
    ['2026-05-01', '2026-06-01', true],
    ['2026-01-01', '2026-12-31', true],
  ])('are those of the period from %s to %s: %s', (from, to, isWithin) =>
    expect(windowsWithin([june], { from, to })).toHaveLength(isWithin ? 1 : 0),
  );
});
