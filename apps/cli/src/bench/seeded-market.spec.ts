import { parseCase } from '@trueque/case-files';
import { clearCase } from '@trueque/clearing';
import { loadHighs } from '@trueque/highs';
import { type MarketSize, seededMarket } from './seeded-market.js';

/** Hundreds of columns in dozens of rows share at once; in the long run, thousands in hundreds. */
const MESHED: readonly (readonly [
  peers: number,
  communities: number,
  hour: number,
  seed: number,
])[] = [
  [3000, 60, 17, 3],
  ...(process.env['TRUEQUE_LONG']
    ? [
        ...Array.from({ length: 12 }, (_, index) => [3000, 60, 7 + index, index] as const),
        ...Array.from({ length: 40 }, (_, index) => [300, 10, 17, index] as const),
        [10_000, 200, 17, 1] as const,
        [20_000, 200, 17, 2] as const,
        [40_000, 400, 19, 1] as const,
      ]
    : []),
];

describe('a seeded market', () => {
  const size: MarketSize = { peers: 60, communities: 4, periods: 96, batteries: 0.5 };
  const market = seededMarket(size, 1);

  it('is a sound case file', () =>
    expect(parseCase(JSON.stringify(market))).toEqual({ case: market }));

  it('is the same for the same seed, and another for another', () => {
    expect(seededMarket(size, 1)).toEqual(market);
    expect(seededMarket(size, 2)).not.toEqual(market);
  });

  it('has as many peers, communities and periods as were asked for', () => {
    expect(market.peers).toHaveLength(60);
    expect(new Set(market.peers.map(({ community }) => community)).size).toBe(5);
    expect(market.periods).toBe(96);
  });

  it('has people who only consume, roofs, batteries and a main grid', () => {
    const count = (role: string) => market.peers.filter((peer) => peer.role === role).length;
    expect(count('consumer')).toBeGreaterThan(15);
    expect(count('prosumer')).toBeGreaterThan(15);
    expect(count('grid')).toBe(1);
    expect(market.peers.filter(({ storage }) => storage).length).toBeGreaterThan(5);
  });

  it('has sun by day and none at night', () => {
    const roofs = market.peers.flatMap(({ generation, role }) =>
      role === 'prosumer' && generation && 'max' in generation && Array.isArray(generation.max)
        ? [generation.max]
        : [],
    );
    expect(roofs.every((roof) => roof[0] === 0 && (roof[48] ?? 0) > 1)).toBe(true);
  });

  it('joins its communities in a ring', () =>
    expect(market.contracts.map(({ from, to }) => `${from}→${to}`)).toEqual([
      'C1→C2',
      'C2→C3',
      'C3→C4',
      'C4→C1',
    ]));

  it('needs no contract where there is one community', () =>
    expect(seededMarket({ ...size, communities: 1 }, 1).contracts).toEqual([]));

  it.each(MESHED)(
    'has one result, whoever clears it, where contracts mesh %d peers in %d communities (hour %d, seed %d)',
    async (peers, communities, hour, seed) => {
      const meshed = seededMarket({ peers, communities, periods: 1, batteries: 0, hour }, seed);
      const solver = await loadHighs();
      const [one, other] = (['lp', 'coupling'] as const).map((engine) =>
        clearCase(meshed, { engine }, solver),
      );
      expect(one).toMatchObject({ status: 'optimal' });
      expect(other).toMatchObject({ resultHash: one?.status === 'optimal' && one.resultHash });
    },
  );
});
