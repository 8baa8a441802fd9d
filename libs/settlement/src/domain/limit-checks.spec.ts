import type { CaseCommunity, MarketRules, Offer } from '@trueque/contracts';
import { InvariantBroken } from '@trueque/kernel';
import { clearedAuction } from '../testing/cleared-auction.js';
import { settledRun } from '../testing/settled-run.js';
import { traded } from '../testing/traded.js';
import type { MarketLimits } from './facts.js';
import { limitsOf } from './market-limits.js';

const grid: Offer = { role: 'grid', generation: { max: 100, cost: 0.09 }, exportCost: 0.01 };
const seller: Offer = {
  role: 'producer',
  generation: {
    steps: [
      { power: 1, cost: 0.04 },
      { power: 1, cost: 0.05 },
    ],
  },
};
const buyer: Offer = { role: 'consumer', load: 1.1, bids: [{ power: 1, value: 0.08 }] };
const bidder: Offer = { role: 'consumer', bids: [{ power: 2, value: 0.08 }] };

interface Market {
  readonly offers?: Readonly<Record<string, Offer>>;
  readonly communities?: readonly CaseCommunity[];
  readonly marginal?: Pick<MarketRules, 'tradeCost'> | undefined;
}

const limits = ({ offers = {}, communities = [{ id: 'C1' }], ...market }: Market = {}) =>
  limitsOf({
    ...{ periods: 1, hours: 1, communities, marginal: { tradeCost: 'export' }, ...market },
    offers: new Map(Object.entries({ G: grid, S: seller, B: buyer, ...offers })),
  });

const executed = (wh: number, price: number, held: MarketLimits = limits(), gridWh = 0) => {
  const terms = { buyerPays: price, sellerGets: price };
  const trades = [
    traded(['S', 'C1'], ['B', 'C1'], { wh, ...terms }),
    ...(gridWh === 0 ? [] : [traded(['G', 'C1'], ['D', 'C1'], { wh: gridWh, ...terms })]),
  ];
  const auction = clearedAuction({
    members: { G: 'C1', S: 'C1', B: 'C1', D: 'C1' },
    prices: { C1: [price] },
    trades,
  });
  return () => settledRun({ auction, limits: held });
};

describe('before a run is stored, every trade', () => {
  it('passes within the offers of both', () => {
    expect(executed(2_000, 50_000)).not.toThrow();
    expect(executed(1_000, 40_000)).not.toThrow();
  });

  it('is of no more than its seller offers, but for whole Wh', () => {
    expect(executed(2_004, 50_000)).not.toThrow();
    expect(executed(2_005, 50_000)).toThrow(InvariantBroken);
    expect(executed(2_005, 50_000)).toThrow('S, period 0: sends 2005 Wh, its offer allows 2004');
  });

  it('is of no more than its buyer asks for', () => {
    const strong = limits({
      offers: { S: { role: 'producer', generation: { max: 9, cost: 0.04 } } },
    });
    expect(executed(2_500, 50_000, strong)).toThrow('B, period 0: takes 2500 Wh');
  });

  it('counts what a battery may give and take', () => {
    const storage = { capacity: 4, initial: 2, final: 'free' as const, charge: 1, discharge: 1 };
    const held = limits({ offers: { S: { ...seller, storage }, B: { ...buyer, storage } } });
    expect(executed(3_000, 50_000, held)).not.toThrow();
    expect(executed(3_100, 50_000, held)).toThrow('S, period 0: sends 3100 Wh');
  });

  it('pays no seller less than its offer begins at', () =>
    expect(executed(1_000, 39_997)).toThrow(
      'S, period 0: sells at 39997, its offer begins at 40000',
    ));

  it('pays whatever it comes to, where the seller has to run', () => {
    const generation = { min: 1, max: 2, cost: 0.04 };
    const held = limits({ offers: { S: { role: 'producer', generation } } });
    expect(executed(1_000, 10_000, held)).not.toThrow();
  });

  it('costs nobody with bids alone more than they are worth', () => {
    const held = limits({ offers: { B: bidder } });
    expect(executed(1_000, 80_002, held)).not.toThrow();
    expect(executed(1_000, 80_003, held)).toThrow(
      'B, period 0: buys at 80003, its bids end at 80000',
    );
  });

  it('costs nobody more than the grid asks with its way, while the grid has more', () => {
    expect(executed(1_000, 100_002)).not.toThrow();
    expect(executed(1_000, 100_003)).toThrow(
      'B, period 0: buys at 100003, while G has more at 100000',
    );
    expect(executed(1_000, 100_003, limits(), 100_000)).not.toThrow();
  });

  it('knows what a way costs beyond export', () => {
    const dear = limits({ marginal: { tradeCost: 'seller-cost' } });
    expect(executed(1_000, 190_000, dear)).not.toThrow();
    expect(executed(1_000, 190_003, dear)).toThrow('while G has more at 190000');
    const uniform = limits({ marginal: { tradeCost: { uniform: 0.03 } } });
    expect(executed(1_000, 120_003, uniform)).toThrow('while G has more at 120000');
  });

  it('may cost more than the grid where a border is limited', () => {
    const communities = [{ id: 'C1', importLimit: 5 }];
    expect(executed(1_000, 500_000, limits({ communities }))).not.toThrow();
  });

  it('keeps to quantities alone where prices are not those of the margin', () => {
    const held = limits({ marginal: undefined });
    expect(executed(1_000, 500_000, held)).not.toThrow();
    expect(executed(2_005, 500_000, held)).toThrow('S, period 0: sends');
  });
});
