import { compareRuns } from '../comparison/compare.js';
import { totalsOf } from '../comparison/run-totals.js';
import { summaryOf } from '../testing/recorded-market.js';
import { shippedCase } from '../testing/shipped-case.js';
import { paperRules } from './paper-rules.js';
import { applyScenario, scenarioSchema } from './scenario.js';

const totalsUnder = async (words: string) => {
  const file = applyScenario(shippedCase('paper-5-case-2'), paperRules(words)!);
  return totalsOf(
    words,
    (async function* () {
      yield await summaryOf(file);
    })(),
  );
};

describe('the rules of the paper', () => {
  it('are sound, and a file is none of them', () => {
    for (const words of ['same-price', 'same-price=0.07', 'communities'])
      expect(scenarioSchema.parse(paperRules(words))).toMatchObject({ name: words });
    for (const words of ['same-price.json', 'same-price=much', 'community'])
      expect(paperRules(words)).toBeUndefined();
  });

  it('give the costs that it prints, from the case of either', async () => {
    const samePrice = await totalsUnder('same-price=0.07056666666666667');
    const communities = await totalsUnder('communities');
    const { measures } = compareRuns(samePrice, communities);
    expect(measures.find(({ name }) => name === 'system cost')).toMatchObject({
      a: expect.closeTo(31.936, 9),
      b: expect.closeTo(28.456, 9),
    });
  });

  it('sell at one price in a period, or at whatever each seller asks', async () => {
    expect((await totalsUnder('same-price')).prices.size).toBe(1);
    expect((await totalsUnder('communities')).prices.size).toBeGreaterThan(1);
  });
});
