import type { Comparison, Outcome } from './compare.js';
import { comparedPage } from './compared-page.js';

const outcome = (id: string, change: number): Outcome => ({
  ...{ id, community: 'c', a: 0, b: change, change, reason: '' },
  result: change < 0 ? 'wins' : 'loses',
});

const comparison: Comparison = {
  ...{ a: 'one', b: 'other', currency: 'EUR', auctionsInOne: 0, measures: [], prices: [] },
  communities: [outcome('south', 1), outcome('north', -3)],
  peers: [outcome('P1', 1), outcome('P2', -5), outcome('P3', 3), outcome('P4', -3)],
};

const ids = (outcomes: readonly Outcome[]) => outcomes.map(({ id }) => id);

describe('A page of a comparison', () => {
  it('begins with whose money changes most, whether they win or lose', () => {
    const page = comparedPage(comparison, 2, undefined);
    expect(ids(page.peers)).toEqual(['P2', 'P3']);
    expect([page.peersCount, page.last]).toEqual([4, 'P3']);
  });

  it('goes on after the page before, until there is nobody left', () => {
    const page = comparedPage(comparison, 2, 'P3');
    expect(ids(page.peers)).toEqual(['P4', 'P1']);
    expect(page.last).toBeUndefined();
  });

  it('has as many communities as peers at most, and says how many there are', () => {
    const page = comparedPage(comparison, 1, undefined);
    expect([ids(page.communities), page.communitiesCount]).toEqual([['north'], 2]);
  });
});
