import { crossing, middleOf } from './crossing.js';
import { hubPrices } from './hub-prices.js';
import { netExportCurve } from './net-export-curve.js';

/** Units as [local cost, export cost, kWh]. */
const community = (
  demandKwh: number,
  ...units: readonly (readonly [number, number, number])[]
) => ({
  offers: {
    local: units.map(([local]) => local),
    exported: units.map(([, exported]) => exported),
    energyKwh: units.map(([, , energyKwh]) => energyKwh),
    mustRun: units.map(() => false),
    demandKwh,
  },
  importLimitKwh: Infinity,
  exportLimitKwh: Infinity,
});

describe('a net-export curve', () => {
  const { offers } = community(10, [1, 4, 6], [2, 3, 20]);

  it('begins with everything imported', () => {
    expect(netExportCurve(offers).fromKwh).toBe(-10);
  });

  it('serves the community by rising cost, then exports what costs least', () => {
    expect(netExportCurve(offers)).toMatchObject({ slopes: [1, 2, 3], widthsKwh: [6, 4, 16] });
  });

  it('lets one who serves export, where the one who takes its place is cheap enough', () => {
    const swapping = community(5, [1, 1.5, 5], [2, 9, 7]);
    expect(netExportCurve(swapping.offers)).toMatchObject({
      slopes: [1, 2.5, 9],
      widthsKwh: [5, 5, 2],
    });
  });

  it('gives up demand that is worth less than what its energy brings elsewhere', () => {
    const bidding = community(4, [1, 2, 4], [3, Infinity, 4]);
    expect(netExportCurve(bidding.offers)).toMatchObject({ slopes: [1, 4], widthsKwh: [4, 4] });
  });
});

describe('prices at the hub', () => {
  it('are where the curves together have served everybody', () => {
    const prices = hubPrices([community(0, [1, 1.5, 8]), community(10, [2, 2.5, 5])]);
    expect(prices).toMatchObject({ hub: 2 });
    expect([...prices!.pools]).toEqual(
      [2 - 0.5, 2].map((price, index) => (index === 0 ? 1.5 : price)),
    );
  });

  it('stay below the hub where no more may leave', () => {
    const seller = { ...community(0, [1, 1.5, 8]), exportLimitKwh: 3 };
    const prices = hubPrices([seller, community(10, [2, 2.5, 50])]);
    expect(prices!.hub).toBe(2);
    expect(prices!.borders[0]).toBe(1.5);
  });

  it('are none where not everybody can be served', () => {
    expect(hubPrices([community(10, [1, 2, 3])])).toBeUndefined();
  });
});

describe('a crossing', () => {
  const offers = () => ({ prices: Float64Array.of(3, 1, 2), amounts: Float64Array.of(5, 5, 5) });

  it('lies on the price of what is used in part', () => {
    expect(crossing(offers(), 7)).toEqual({ least: 2, greatest: 2 });
  });

  it('lies between the last that is needed and the first that is not', () => {
    expect(middleOf(crossing(offers(), 10))).toBe(2.5);
  });

  it('is open above where everything is needed', () => {
    expect(crossing(offers(), 15)).toEqual({ least: 3, greatest: Infinity });
    expect(middleOf(crossing(offers(), 15))).toBe(3);
  });
});
