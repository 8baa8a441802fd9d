import { fold } from '@trueque/kernel';
import { marketFacts } from './market-facts.js';
import { market, type MarketEvent } from './market.decider.js';

const marketId = 'harbour';
const rules = {
  structure: 'hybrid',
  tradeCost: 'export',
  pricing: 'marginal',
  shortage: 'reject',
} as const;
const past: readonly MarketEvent[] = [
  {
    type: 'MarketOpened',
    data: { marketId, name: 'Harbour', currency: 'EUR', timeZone: 'UTC', mtu: 'PT1H', rules },
  },
  { type: 'CommunityRegistered', data: { marketId, community: { id: 'C1', importLimit: [1, 2] } } },
  { type: 'CommunityRegistered', data: { marketId, community: { id: 'C2', importLimit: 3 } } },
  {
    type: 'ContractAgreed',
    data: {
      marketId,
      contractId: 'K1',
      contract: { from: 'C1', to: 'C2', exportCost: 0, capacity: [1, 2, 3] },
      validFrom: '2030-01-01T00:00:00Z',
      validTo: '2030-02-01T00:00:00Z',
    },
  },
];

describe('what an auction must know of its market', () => {
  const state = fold(market, past);

  it('is nothing where there is no market', () =>
    expect(marketFacts(market.initial, '2030-01-01T00:00:00Z')).toBeNull());

  it('is its unit, rules, currency, and the lengths of limits given period by period', () =>
    expect(marketFacts(state, '2030-02-01T00:00:00Z')).toEqual({
      mtu: 'PT1H',
      rules,
      currency: 'EUR',
      series: [{ name: 'importLimit of community C1', length: 2 }],
    }));

  it('counts the contracts that hold when delivery starts', () =>
    expect(marketFacts(state, '2030-01-31T23:00:00Z')?.series).toContainEqual({
      name: 'capacity of contract K1',
      length: 3,
    }));
});
