import type { CaseFile, CasePeer, ClearingAnswer } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { clearCase } from './clear.js';
import { answerOf } from './result/answer-of.js';
import { randomCase } from '../testing/index.js';

const SEEDS = process.env['TRUEQUE_LONG'] ? 5_000 : 60;
/** Prices are told to a millionth; whole Wh move a step's end by one. */
const PRICE_SLACK = 2e-6;
const POWER_SLACK_KW = 0.01;
const UNTIMED = { buildMs: 0, solveMs: 0, totalMs: 0 };

type PerPeriod = number | readonly number[];
const at = (value: PerPeriod, period: number): number =>
  typeof value === 'number' ? value : (value[period] ?? 0);

/** A market in which every peer reaches the grid alike, and prices are marginal. */
const openMarket = (seed: number): CaseFile => {
  const file = randomCase(seed);
  return {
    ...file,
    rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
    communities: file.communities.map(({ id }) => ({ id })),
    contracts: [],
    peers: file.peers.map(({ storage: _, ...peer }) => peer),
  };
};

/** The dearest kWh that an offer was called on for; nothing where it had to run. */
const dearestCost = ({ generation }: CasePeer, powerKw: number, period: number) => {
  if (generation === undefined || powerKw <= at(generation.min ?? 0, period) + POWER_SLACK_KW) {
    return undefined;
  }
  if (!('steps' in generation)) return at(generation.cost, period);
  let leftKw = powerKw - POWER_SLACK_KW;
  const steps = generation.steps.toSorted((a, b) => at(a.cost, period) - at(b.cost, period));
  return at(steps.find(({ power }) => (leftKw -= at(power, period)) <= 0)?.cost ?? 0, period);
};

describe('any market in which every peer reaches the grid', () => {
  let highs: LpSolver;
  let checked = 0;

  beforeAll(async () => {
    highs = await loadHighs();
  });

  it('executes no offer beyond its limit, and nobody pays more than the grid asks', () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const file = openMarket(seed);
      const answer = answerOf(clearCase(file, { engine: 'auto' }, highs), UNTIMED);
      if (answer.status === 'optimal') checkLimits(file, answer);
    }
    expect(checked).toBeGreaterThan(SEEDS);
  });

  const checkLimits = (file: CaseFile, { periods }: ClearingAnswer): void => {
    const grid = file.peers.find(({ id }) => id === 'grid');
    const asked = grid?.generation && 'cost' in grid.generation ? at(grid.generation.cost, 0) : 0;
    const gridPrice = asked + at(grid?.exportCost ?? 0, 0);
    const homes = new Map(file.peers.map(({ id, community }) => [id, community]));
    periods.forEach(({ prices, peers, trades }, period) => {
      for (const peer of file.peers) {
        const result = peers.find(({ id }) => id === peer.id);
        const price = prices[peer.community] ?? 0;
        if (result === undefined) continue;
        checked += 1;
        if (result.imports > 0) expect(price).toBeLessThanOrEqual(gridPrice + PRICE_SLACK);
        // Who sells to a neighbour is paid the price of the community; who sends away, that of the way.
        const isLocal = trades.some(
          ({ seller, buyer, energy }) =>
            energy > 0 && seller === peer.id && homes.get(buyer) === peer.community,
        );
        const cost = isLocal ? dearestCost(peer, result.generation, period) : undefined;
        if (cost !== undefined) expect(price).toBeGreaterThanOrEqual(cost - PRICE_SLACK);
        const [bid] = peer.bids ?? [];
        const isServed = result.served > result.load + POWER_SLACK_KW;
        if (bid && isServed) expect(price).toBeLessThanOrEqual(at(bid.value, period) + PRICE_SLACK);
      }
    });
  };
});
