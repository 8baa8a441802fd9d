import { loadHighs } from '@trueque/highs';
import { digest } from '@trueque/kernel';
import type { LpSolver } from '@trueque/linear-program';
import { variedCase } from '../testing/random-case.js';
import { clearCase } from './clear.js';
import { inputHash } from './market/input-hash.js';
import { normalise } from './market/normalise.js';
import { schedulesOf } from './result/outcome.js';
import { resultHash } from './result/result-hash.js';

const SEEDS = Array.from({ length: 100 }, (_, index) => index + 1);

describe('hashes that are written without a text between', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await loadHighs();
  });

  it('are the digest of the market itself, in whatever script its ids are', () => {
    for (const seed of SEEDS) {
      const file = variedCase(seed);
      const [first, ...others] = file.peers;
      const market = normalise({
        ...file,
        peers: [{ ...first!, id: `"ñandú"-${seed}` }, ...others],
      });
      expect(inputHash(market)).toBe(digest(market));
    }
  });

  it('are the digest of the result itself', () => {
    for (const seed of SEEDS) {
      const clearing = clearCase(variedCase(seed), { engine: 'auto' }, solver);
      if (clearing.status !== 'optimal') continue;
      const { market, outcome } = clearing;
      const idOf = (peer: number) => market.peers[peer]!.id;
      const said = {
        start: new Date(market.start).toISOString(),
        mtu: market.mtu,
        communities: outcome.communities,
        schedules: schedulesOf(market, outcome),
        trades: outcome.trades.map(({ buyer, seller, ...trade }) => ({
          ...{ ...trade, buyer: idOf(buyer), seller: idOf(seller) },
        })),
      };
      expect(resultHash(market, outcome)).toBe(digest(said));
    }
  });
});
