import type { CaseFile } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { caseWith, seller } from '../../testing/case-with.js';
import { chanceFrom, variedCase, withoutStorage } from '../../testing/random-case.js';
import { NotProven } from '../canonical/not-proven.js';
import { clearCase } from '../clear.js';
import { clearDistricts } from './clear-districts.js';
import { coupledDistricts } from './coupled-districts.js';
import { type CommunityCurves, dispatched, drawnCurves } from './district-work.js';
import { districtsOf, isDivisible } from './districts.js';

const SEEDS = Array.from(
  { length: process.env['TRUEQUE_LONG'] ? 2500 : 60 },
  (_, index) => index + 1,
);

/** A market as messages carry it: nothing is left but text. */
const carried = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/** A random market whose communities meet at the hub; in every other one no two offers cost the same. */
const marketOf = (seed: number): CaseFile => {
  const file = withoutStorage(variedCase(seed));
  const atOneHub: CaseFile = {
    ...file,
    rules: { ...file.rules, structure: 'hybrid', tradeCost: 'export' },
    contracts: [],
    peers: file.peers.map((peer) => ({ ...peer, role: peer.id === 'grid' ? 'grid' : 'prosumer' })),
  };
  return seed % 2 === 0 ? atOneHub : unlike(atOneHub, chanceFrom(seed).next);
};

const unlike = (file: CaseFile, chance: () => number): CaseFile =>
  JSON.parse(JSON.stringify(file), (key, value: unknown) =>
    key === 'cost' && typeof value === 'number' ? value + chance() : value,
  ) as CaseFile;

/** What districts make of a market with nothing but messages between them; undefined where they give up. */
const divided = (file: CaseFile, solver: LpSolver) => {
  const districts = districtsOf(file, 3).map(carried);
  const curves: CommunityCurves[] = districts.flatMap((each) => carried(drawnCurves(each)));
  const hubPrices = coupledDistricts(curves);
  if (hubPrices === undefined) return undefined;
  const communities = districts.flatMap((each) => carried(dispatched({ file: each, hubPrices })));
  try {
    return { communities, clearing: clearDistricts({ file, hubPrices, communities }, solver) };
  } catch (error) {
    if (error instanceof NotProven) return undefined;
    throw error;
  }
};

describe('a market that is cleared in districts', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await loadHighs();
  });

  it('has the very result of one that is cleared in one piece', () => {
    const met = { dispatched: 0, leftToTheHub: 0, givenUp: 0 };
    const apart = SEEDS.filter((seed) => {
      const file = marketOf(seed);
      const whole = clearCase(file, { engine: 'lp' }, solver);
      const parts = divided(file, solver);
      if (parts === undefined) {
        met.givenUp += 1;
        return whole.status === 'optimal';
      }
      for (const { flowKwh } of parts.communities)
        met[flowKwh === null ? 'leftToTheHub' : 'dispatched'] += 1;
      return (
        whole.status !== 'optimal' ||
        parts.clearing.status !== 'optimal' ||
        parts.clearing.resultHash !== whole.resultHash ||
        parts.clearing.inputHash !== whole.inputHash
      );
    });
    expect(apart).toEqual([]);
    expect(Object.values(met).every((count) => count > 0)).toBe(true);
  });

  it('is divided by its communities alone: each in one district, all districts about as large', () => {
    const peers = Array.from({ length: 40 }, (_, index) =>
      seller(`p${index}`, 1, 1, { community: `C${index % 10}` }),
    );
    const districts = districtsOf(caseWith({ peers }), 4);
    const ids = districts.map(({ communities }) => communities.map(({ id }) => id));
    expect(ids).toEqual([
      ['C0', 'C1', 'C2'],
      ['C3', 'C4'],
      ['C5', 'C6', 'C7'],
      ['C8', 'C9'],
    ]);
    expect(districts.map((each) => each.peers.length)).toEqual([12, 8, 12, 8]);
    expect(districts.every(({ peers: its }) => its.length > 0)).toBe(true);
  });

  it('is one whose communities meet at one hub and nowhere else', () => {
    const file = caseWith({ peers: [seller('a', 1, 1), seller('b', 1, 1, { community: 'B' })] });
    expect(isDivisible(file)).toBe(true);
    expect(isDivisible({ ...file, rules: { ...file.rules, structure: 'p2p' } })).toBe(false);
    expect(isDivisible({ ...file, contracts: [{ from: 'A', to: 'B', exportCost: 1 }] })).toBe(
      false,
    );
    const grower = {
      ...seller('c', 1, 1),
      role: 'producer' as const,
      bids: [{ power: 1, value: 9 }],
    };
    const apart = caseWith({ peers: [grower, seller('b', 1, 1, { community: 'B' })] });
    expect(() => drawnCurves(apart)).toThrow('peers of A are told apart');
  });
});
