import { loadHighs } from '@trueque/highs';
import { type MarketSize, SEED, seededMarket } from '../seeded-market.js';
import { measureSolver } from './measure-clearing.js';

/** How the solver alone is to solve the pooled programme of one size. */
export interface SolverQuestion {
  readonly size: MarketSize;
  readonly method: 'simplex' | 'ipm';
}

process.once('message', ({ method, size }: SolverQuestion) => {
  void Promise.all([loadHighs(), loadHighs({ solver: method })]).then(([clearing, alone]) =>
    process.send?.(measureSolver(seededMarket(size, SEED), clearing, alone)),
  );
});
