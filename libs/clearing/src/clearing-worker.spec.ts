import type { CaseFile } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import { clearAuction } from './clearing-worker.js';
import { clearCase } from './domain/clear.js';
import { entangled, islands } from './testing/stopping-markets.js';

const ids = { marketId: 'm', auctionId: 'a' };

/** Steps that HiGHS may take with its simplex method, and with its interior point method. */
const bounded = (simplex: number, interior = 0) => ({
  simplex_iteration_limit: simplex,
  ipm_iteration_limit: interior,
});

const hashOf = async (file: CaseFile): Promise<string> => {
  const clearing = clearCase(file, { engine: 'lp' }, await loadHighs());
  return clearing.status === 'optimal' ? clearing.resultHash : clearing.status;
};

describe('an auction whose solver stops', () => {
  it('is cleared on the first rung where nothing stops it', async () => {
    const result = await clearAuction({ ids, file: islands() });
    expect(result).toMatchObject({ status: 'cleared', stops: [], cleared: { rung: 'first' } });
  });

  it('is cleared with other options, to the same result', async () => {
    const result = await clearAuction({
      ids,
      file: islands(),
      options: { simplex_iteration_limit: 5 },
    });
    expect(result.stops).toEqual([
      { rung: 'first', detail: 'iterationLimit' },
      { rung: 'again', detail: 'iterationLimit' },
    ]);
    expect(result).toMatchObject({
      cleared: {
        rung: 'other-options',
        resultHash: await hashOf(islands()),
        solver: { options: { solver: 'ipm' } },
      },
    });
  });

  it('is cleared part by part, to the same result', async () => {
    const result = await clearAuction({ ids, file: islands(), options: bounded(30) });
    expect(result.stops.map(({ rung }) => rung)).toEqual(['first', 'again', 'other-options']);
    expect(result).toMatchObject({
      cleared: { rung: 'components', resultHash: await hashOf(islands()) },
    });
  });

  it('is decoupled at the fallback price of its operator, to another result, which says so', async () => {
    const task = { ids, file: entangled(), options: bounded(30) };
    const result = await clearAuction({ ...task, fallbackPrice: 0.2 });
    expect(result.stops.map(({ rung }) => rung)).toEqual([
      'first',
      'again',
      'other-options',
      'components',
    ]);
    expect(result).toMatchObject({ cleared: { rung: 'decoupled', pricing: 'marginal' } });
    const [, fromGrid] = result.status === 'cleared' ? result.cleared.communities : [];
    expect(fromGrid?.priceMicrosPerKwh[0]).toBe(200_000);
  });

  it('fails with every reason where no fallback price is set', async () => {
    const result = await clearAuction({ ids, file: entangled(), options: bounded(30) });
    expect(result).toMatchObject({ status: 'failed', failed: { reason: 'not-proven' } });
    expect(result.status === 'failed' && result.failed.detail).toBe(
      'first: iterationLimit; again: iterationLimit; other-options: iterationLimit; ' +
        'components: iterationLimit; decoupled: the operator has set no fallback price',
    );
  });

  it('fails where even decoupled communities take more steps than it may', async () => {
    const result = await clearAuction({
      ids,
      file: entangled(),
      options: bounded(0),
      fallbackPrice: 0.2,
    });
    expect(result).toMatchObject({ status: 'failed', failed: { reason: 'not-proven' } });
    expect(result.stops).toHaveLength(5);
  });

  it('asks nobody twice whether an infeasible market is infeasible', async () => {
    const dark: CaseFile = {
      ...islands(),
      peers: islands().peers.filter(({ role }) => role !== 'producer'),
    };
    const result = await clearAuction({ ids, file: dark, fallbackPrice: 0.2 });
    expect(result).toMatchObject({ status: 'failed', stops: [], failed: { reason: 'infeasible' } });
  });
});
