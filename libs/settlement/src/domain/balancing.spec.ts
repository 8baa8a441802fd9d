import { clearedAuction } from '../testing/cleared-auction.js';
import { type Balance, balancingOf } from './balancing.js';
import type { Deviation } from './deviations.js';
import type { GridTariff } from './facts.js';

const grid = (
  peerId: string,
  communityId: string,
  [sells, buys]: [sells: number | null, buys: number | null],
): GridTariff => ({
  peerId,
  communityId,
  importPriceMicrosPerKwh: [sells],
  feedInPriceMicrosPerKwh: [buys],
});

const balance = (kind: Deviation['kind'], ...grids: GridTariff[]): Balance => {
  const auction = clearedAuction({
    ...{ members: {}, prices: { C1: [100_000], C2: [90_000] }, trades: [], grids },
  });
  const reading = {
    ...{ eventId: 'r', peerId: 'P', communityId: 'C1', importWh: [0], exportWh: [0] },
    quality: 'measured' as const,
  };
  return balancingOf(auction).of({ reading, period: 0, kind, nettedWh: 0, gridWh: 1 });
};

describe('balancing', () => {
  it('charges the import price to who is short and pays the feed-in price to who is long', () => {
    const main = grid('G', 'C9', [250_000, 50_000]);
    expect(balance('deviation-short', main)).toEqual({
      ...{ id: 'G', by: 'grid', priceMicrosPerKwh: 250_000 },
    });
    expect(balance('deviation-long', main)).toEqual({
      ...{ id: 'G', by: 'grid', priceMicrosPerKwh: 50_000 },
    });
  });

  it('falls to the community, at its price, where the grid does not buy', () =>
    expect(balance('deviation-long', grid('G', 'C9', [250_000, null]))).toEqual({
      ...{ id: 'C1', by: 'community', priceMicrosPerKwh: 100_000 },
    }));

  it('falls to the community where there is no grid', () =>
    expect(balance('deviation-short')).toMatchObject({ id: 'C1', by: 'community' }));

  it("prefers the grid of the peer's own community", () =>
    expect(
      balance('deviation-short', grid('G1', 'C9', [1, 1]), grid('G2', 'C1', [250_000, 1])),
    ).toMatchObject({ id: 'G2' }));

  it('else takes the grid that is best for the peer, ties by id', () => {
    const grids = [
      grid('G3', 'C9', [200, 20]),
      grid('G2', 'C9', [200, 30]),
      grid('G1', 'C9', [300, 30]),
    ];
    expect(balance('deviation-short', ...grids)).toMatchObject({ id: 'G2' });
    expect(balance('deviation-long', ...grids)).toMatchObject({ id: 'G1' });
  });

  it('is a bug without a price of the community', () => {
    const auction = clearedAuction({ members: {}, prices: {}, trades: [] });
    expect(() => balancingOf(auction).communityPrice('C1', 0)).toThrow('C1 has no price');
  });
});
