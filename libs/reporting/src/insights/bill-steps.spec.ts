import fc from 'fast-check';
import { billSteps, type MoneyLine, sumOf } from './bill-steps.js';
import type { GridPrices } from './grid-prices.js';

const prices: ReadonlyMap<string, GridPrices> = new Map([
  ['a', { sellMicros: [300_000, 500_000], buyMicros: [50_000, 50_000] }],
]);

const line = (
  kind: string,
  counterpartyKind: MoneyLine['counterpartyKind'],
  [period, energyWh, priceMicrosPerKwh]: readonly [number, number, number],
): MoneyLine => {
  const sign = ['sale', 'deviation-long', 'link-revenue'].includes(kind) ? 1n : -1n;
  const amountNanos = String(sign * BigInt(energyWh) * BigInt(priceMicrosPerKwh));
  return {
    auctionId: 'a',
    kind,
    counterpartyKind,
    period,
    energyWh,
    priceMicrosPerKwh,
    amountNanos,
  };
};

describe('the way from the grid alone to the total', () => {
  it('saves what a neighbour asks less than the grid', () => {
    const bought = line('purchase', 'own-community', [0, 1000, 200_000]);
    expect(billSteps([bought], prices)).toEqual({
      gridOnlyNanos: '-300000000',
      steps: [{ code: 'own-community', energyWh: 1000, amountNanos: '100000000' }],
    });
  });

  it('earns what a neighbour pays more than the grid would', () => {
    const sold = line('sale', 'own-community', [0, 1000, 200_000]);
    expect(billSteps([sold], prices)).toEqual({
      gridOnlyNanos: '50000000',
      steps: [{ code: 'sales', energyWh: 1000, amountNanos: '150000000' }],
    });
  });

  it('saves nothing on what the grid itself sold', () => {
    const [step] = billSteps([line('purchase', 'main-grid', [1, 10, 500_000])], prices).steps;
    expect(step).toEqual({ code: 'main-grid', energyWh: 10, amountNanos: '0' });
  });

  it('earns all that the owner of a link is paid', () => {
    const { gridOnlyNanos, steps } = billSteps([line('link-revenue', 'none', [0, 9, 20])], prices);
    expect([gridOnlyNanos, steps]).toEqual([
      ...['0', [{ code: 'links', energyWh: 9, amountNanos: '180' }]],
    ]);
  });

  it('says nothing where no grid made an offer', () =>
    expect(billSteps([line('purchase', 'own-community', [0, 1, 1])], new Map())).toEqual({
      gridOnlyNanos: null,
      steps: [],
    }));

  const anyLine = fc
    .tuple(
      fc.constantFrom('purchase', 'sale', 'deviation-short', 'deviation-long', 'link-revenue'),
      fc.constantFrom(...(['own-community', 'other-communities', 'main-grid', 'none'] as const)),
      fc.tuple(fc.nat(1), fc.nat(5_000), fc.nat(900_000)),
    )
    .map(([kind, side, amounts]) => line(kind, side, amounts));

  it('adds up to the last nano, whatever the lines', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 20 }), (lines) => {
        const { gridOnlyNanos, steps } = billSteps(lines, prices);
        expect(BigInt(gridOnlyNanos ?? 0) + sumOf(steps)).toBe(sumOf(lines));
      }),
    );
  });
});
