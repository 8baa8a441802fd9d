import { compareRuns } from '../comparison/compare.js';
import { totalsOf } from '../comparison/run-totals.js';
import { applyScenario, scenarioSchema } from '../rules/scenario.js';
import type { AuctionSummary } from '../run/auction-summary.js';
import { summaryOf } from '../testing/recorded-market.js';
import { shippedCase } from '../testing/shipped-case.js';
import { comparisonPage } from './comparison-page.js';
import { number, signed } from './markup.js';

const totals = (name: string, summary: AuctionSummary) =>
  totalsOf(
    name,
    (async function* () {
      yield summary;
    })(),
  );

const pageOf = async () => {
  const file = shippedCase('paper-5-case-2');
  const dear = applyScenario(file, scenarioSchema.parse({ prices: { exportCost: 0.03 } }));
  const a = await totals('<as it was>', await summaryOf(file));
  const b = await totals('dear ways', await summaryOf(dear));
  return comparisonPage({ a, b, comparison: { ...compareRuns(a, b), auctionsInOne: 0 } });
};

describe('the page of a comparison', () => {
  it('needs nothing but itself, and takes no name for markup', async () => {
    const page = await pageOf();
    expect(page).not.toMatch(/<script|<link|src=|url\(|https?:/);
    expect(page).not.toContain('<as it was>');
    expect(page).toContain('&#60;as it was&#62;');
  });

  it('draws every chart with numbers, and names every peer with its reason', async () => {
    const page = await pageOf();
    expect(page.match(/<svg /g)).toHaveLength(4);
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
    for (const peer of ['P2', 'P3', 'P4', 'P5']) expect(page).toContain(`<td>${peer}</td>`);
    expect(page).toMatch(/badge loses">loses<\/span><\/td><td>\S/);
  });

  it('writes no minus and no plus before nothing', () => {
    expect([number(-0.0001), signed(0.001), signed(-0.001), signed(2.5), signed(-2.5)]).toEqual([
      ...['0', '0', '0', '+2.5', '-2.5'],
    ]);
  });
});
