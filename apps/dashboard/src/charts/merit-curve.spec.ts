import type { MeritBlock } from '@trueque/contracts';
import { meritCurve, shownKw, stepsOf } from './merit-curve';

const block = (over: Partial<MeritBlock>): MeritBlock => ({
  ...{ side: 'supply', kind: 'community', priceMicrosPerKwh: 100_000, powerKw: 10, usedKw: 10 },
  ...{ peers: 1, names: ['P'], marginal: false },
  ...over,
});
const load = block({
  ...{ side: 'demand', kind: 'load', priceMicrosPerKwh: Number.MAX_SAFE_INTEGER },
  ...{ powerKw: 12, usedKw: 12 },
});
const bid = block({
  side: 'demand',
  kind: 'bid',
  priceMicrosPerKwh: 50_000,
  powerKw: 5,
  usedKw: 0,
});
const grid = block({ kind: 'grid', priceMicrosPerKwh: 300_000, powerKw: 1000, usedKw: 2 });
const order = { priceMicrosPerKwh: 300_000, importsKw: 0, exportsKw: 0 };

describe('a merit order as a curve', () => {
  it('lays supply from the cheapest up, end to end', () =>
    expect(
      meritCurve({ ...order, items: [grid, block({})] }).supply.map(({ kind, fromKw, toKw }) => [
        kind,
        fromKw,
        toKw,
      ]),
    ).toEqual([
      ['community', 0, 10],
      ['grid', 10, 1010],
    ]));

  it('draws load at any price above all that has one, and bids below', () => {
    const { demand, topMicros } = meritCurve({ ...order, items: [bid, load, grid] });
    expect(topMicros).toBeGreaterThan(300_000);
    expect(demand.map(({ priceMicrosPerKwh, toKw }) => [priceMicrosPerKwh, toKw])).toEqual([
      [topMicros, 12],
      [50_000, 17],
    ]);
  });

  it('meets where demand is served, and does not let a large grid hide it', () => {
    const curve = meritCurve({ ...order, items: [load, bid, block({}), grid] });
    expect(curve.clearedKw).toBe(12);
    expect(shownKw(curve)).toBeCloseTo(15.6);
  });

  it('counts what a community gets from outside as supply at its price', () => {
    const { supply } = meritCurve({ ...order, importsKw: 4, items: [load, block({})] });
    expect(supply.at(-1)).toMatchObject({
      kind: 'outside',
      powerKw: 4,
      priceMicrosPerKwh: 300_000,
    });
    const { demand } = meritCurve({ ...order, exportsKw: 3, items: [block({})] });
    expect(demand).toMatchObject([{ kind: 'sold', powerKw: 3 }]);
  });

  it('has two corners for each block, and comes down at the end', () =>
    expect(stepsOf(meritCurve({ ...order, items: [block({})] }).supply, 0)).toEqual([
      [0, 0.1],
      [10, 0.1],
      [10, 0],
    ]));

  it('is something to look at even where nothing is offered', () =>
    expect(shownKw(meritCurve({ ...order, priceMicrosPerKwh: null, items: [] }))).toBe(1));
});
