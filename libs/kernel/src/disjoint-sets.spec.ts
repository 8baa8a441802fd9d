import { DisjointSets } from './disjoint-sets.js';

describe('disjoint sets', () => {
  it('tell who hangs together with whom, over any number of joins', () => {
    const sets = new DisjointSets(6);
    expect([sets.join(0, 1), sets.join(2, 3), sets.join(1, 2), sets.join(3, 0)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    const leaders = [0, 1, 2, 3, 4, 5].map((member) => sets.leaderOf(member));
    expect(new Set(leaders.slice(0, 4)).size).toBe(1);
    expect(new Set(leaders).size).toBe(3);
  });
});
