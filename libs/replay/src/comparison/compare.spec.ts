import type { AuctionSummary } from '../run/auction-summary.js';
import { compareRuns, NotComparable } from './compare.js';
import { totalsOf } from './run-totals.js';
import { shippedCase } from '../testing/shipped-case.js';
import { summaryOf } from '../testing/recorded-market.js';

async function* oneAfterTheOther(...summaries: AuctionSummary[]) {
  for (const summary of summaries) yield await Promise.resolve(summary);
}

const totals = async (name: string) =>
  totalsOf(name, oneAfterTheOther(await summaryOf(shippedCase(name))));

describe('a comparison of the two cases of the paper', () => {
  const compared = async () =>
    compareRuns(await totals('paper-5-case-1'), await totals('paper-5-case-2'));
  const measure = async (name: string) =>
    (await compared()).measures.find((one) => one.name === name);

  it('finds communities cheaper than one price for all, by what the paper prints', async () => {
    const cost = await measure('system cost');
    expect(cost?.a).toBeCloseTo(31.936, 9);
    expect(cost?.b).toBeCloseTo(28.456, 9);
    expect(cost?.change).toBeCloseTo(-3.48, 9);
  });

  it('counts what is traded inside communities', async () => {
    expect(await measure('traded within communities')).toMatchObject({ a: 240, b: 180 });
    expect(await measure('traded between communities')).toMatchObject({ a: 0, b: 60 });
    expect(await measure('bought from the grid')).toMatchObject({ a: 0, b: 0 });
    expect(await measure('self-sufficiency')).toMatchObject({ a: 1, b: 1 });
  });

  it('says for every peer whether it wins or loses, and why', async () => {
    const { peers, communities } = await compared();
    expect(peers.map(({ id }) => id)).toEqual(['G', 'P2', 'P3', 'P4', 'P5']);
    for (const { id, change, result, reason } of peers) {
      expect([id, result]).toEqual([
        id,
        change < -0.001 ? 'wins' : change > 0.001 ? 'loses' : 'even',
      ]);
      expect(reason === '').toBe(result === 'even');
    }
    expect(communities.map(({ id }) => id)).toEqual(['C2', 'C3']);
  });

  it('shows at which prices energy was bought, all of it', async () => {
    const { prices } = await compared();
    const bought = prices.reduce((sum, { a }) => sum + a, 0);
    expect(bought).toBeCloseTo(240, 6);
  });
});

describe('runs that cannot be compared', () => {
  it('are refused: another currency, or nothing at all', async () => {
    const usd = await totals('paper-5-case-1');
    expect(() => compareRuns(usd, { ...usd, currency: 'EUR' })).toThrow(NotComparable);
    expect(() => compareRuns(usd, { ...usd, auctions: 0 })).toThrow('has no auctions');
  });
});
