import { gridTariffOf, isGridOffer } from './grid-tariff.js';

const grid = { peerId: 'G', communityId: 'C1' };

describe('the tariff in a grid offer', () => {
  it('is its cost to import and the value of its bid to feed in, per period', () =>
    expect(
      gridTariffOf(
        grid,
        {
          role: 'grid',
          generation: { max: 1_000, cost: [0.2201, 0.5] },
          bids: [{ power: 50, value: 0.05 }],
        },
        2,
      ),
    ).toEqual({
      ...grid,
      importPriceMicrosPerKwh: [220_100, 500_000],
      feedInPriceMicrosPerKwh: [50_000, 50_000],
    }));

  it('is silent where the grid offers or bids no power', () =>
    expect(
      gridTariffOf(grid, { role: 'grid', generation: { max: [0, 10], cost: 0.2 } }, 2),
    ).toEqual({
      ...grid,
      importPriceMicrosPerKwh: [null, 200_000],
      feedInPriceMicrosPerKwh: [null, null],
    }));

  it('takes the dearest step and the lowest bid, as the last kWh would', () =>
    expect(
      gridTariffOf(
        grid,
        {
          role: 'grid',
          generation: {
            steps: [
              { power: 10, cost: 0.2 },
              { power: 10, cost: 0.3 },
              { power: 0, cost: 0.9 },
            ],
          },
          bids: [
            { power: 10, value: 0.06 },
            { power: 10, value: 0.04 },
          ],
        },
        1,
      ),
    ).toMatchObject({ importPriceMicrosPerKwh: [300_000], feedInPriceMicrosPerKwh: [40_000] }));

  it('is looked for in the offers of peers that are the grid in any period', () => {
    expect(isGridOffer({ role: ['consumer', 'grid'] })).toBe(true);
    expect(isGridOffer({ role: 'prosumer' })).toBe(false);
  });
});
