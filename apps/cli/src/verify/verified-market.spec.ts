import { type Fault, firstFault, type VerifiedMarket } from './verified-market.js';

const market = (name: string, ...faults: readonly Fault[]): VerifiedMarket => ({
  market: name,
  events: 1,
  hash: '',
  provedUpTo: 0,
  auctions: 0,
  runs: 0,
  faultsCount: faults.length,
  faults,
});

describe('the first fault', () => {
  const chain: Fault = { check: 'chain', subject: 'event 3', detail: 'changed: not as recorded' };
  const clearing: Fault = { check: 'clearing', subject: 'auction a', detail: 'resultHash: other' };

  it('is none where all markets hold', () =>
    expect(firstFault([market('a'), market('b')])).toBeNull());

  it('is told with its market, its subject and its field', () =>
    expect(firstFault([market('a'), market('b', chain, clearing)])).toBe(
      'b: event 3: changed: not as recorded',
    ));
});
