import { crossingsOfTrades, exchangesOfTrades } from './trade-sums.js';

type Trade = Parameters<typeof exchangesOfTrades>[0][number];

const trade = (over: Partial<Trade>): Trade => ({
  ...{ marketId: 'm', auctionId: 'a', tradeId: 't', rule: 'marginal' },
  ...{ sellerId: 'P1', buyerId: 'P2', sellerCommunityId: 'C1', buyerCommunityId: 'C2' },
  ...{ energyWh: [1000, 0], sentWh: [1100, 0], linkCostMicrosPerKwh: [0, 0] },
  ...{ buyerPriceMicrosPerKwh: [200_000, 0], sellerPriceMicrosPerKwh: [150_000, 0] },
  ...over,
});
const isGrid = (_: string, peerId: string) => peerId === 'G';

describe('Sums of trades', () => {
  it('add energy, money and trades from one side to another', () =>
    expect(exchangesOfTrades([trade({}), trade({ tradeId: 'u' })], isGrid)).toEqual([
      {
        ...{ marketId: 'm', auctionId: 'a', fromKind: 'community', fromId: 'C1' },
        ...{ toKind: 'community', toId: 'C2', tradesCount: 2, energyWh: 2000, sentWh: 2200 },
        ...{ buyersPayNanos: '400000000', sellersGetNanos: '330000000' },
      },
    ]));

  it('tell the main grid from the community that it is registered in', () =>
    expect(exchangesOfTrades([trade({ sellerId: 'G' })], isGrid)).toMatchObject([
      { fromKind: 'grid', fromId: 'G', toKind: 'community', toId: 'C2' },
    ]));

  it('keep money that no plain number keeps', () => {
    const large = { energyWh: [9e12], sentWh: [9e12] };
    const prices = { buyerPriceMicrosPerKwh: [999_999], sellerPriceMicrosPerKwh: [1] };
    const [sum] = exchangesOfTrades([trade({ ...large, ...prices })], isGrid);
    expect(sum?.buyersPayNanos).toBe('8999991000000000000');
  });

  it('put what crosses a border on both sides of it, in its period alone', () =>
    expect(crossingsOfTrades([trade({})], isGrid)).toEqual([
      expect.objectContaining({ communityId: 'C2', period: 0, communityImportsWh: 1000 }),
      expect.objectContaining({ communityId: 'C1', period: 0, communityExportsWh: 1100 }),
    ]));

  it('count within a community what is lost, and nothing where nothing is', () => {
    const local = { buyerCommunityId: 'C1' };
    expect(crossingsOfTrades([trade(local)], isGrid)).toMatchObject([
      { communityId: 'C1', lossesWh: 100, communityImportsWh: 0 },
    ]);
    expect(crossingsOfTrades([trade({ ...local, sentWh: [1000, 0] })], isGrid)).toEqual([]);
  });

  it('count what the main grid sells and buys for the community alone', () =>
    expect(
      crossingsOfTrades([trade({ sellerId: 'G' }), trade({ buyerId: 'G' })], isGrid),
    ).toMatchObject([
      { communityId: 'C2', gridImportsWh: 1000, communityImportsWh: 0 },
      { communityId: 'C1', gridExportsWh: 1100, communityExportsWh: 0 },
    ]));
});
