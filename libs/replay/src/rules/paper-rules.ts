import type { Scenario } from './scenario.js';

/**
 * The two rule sets that the paper compares, for any market. `same-price`: every seller trades with
 * every buyer, and all trades of a period have one price, that of the dearest sale; with a number,
 * `same-price=0.07`, each exchange costs just that, as in the paper's Case I. `communities`: a buyer
 * sees the seller's own cost and what the way to it costs, as in its Case II.
 */
export const paperRules = (words: string): Scenario | undefined => {
  const format = 'trueque-scenario/1';
  if (words === 'communities')
    return {
      ...{ format, name: words },
      rules: { structure: 'hybrid', tradeCost: 'seller-cost', pricing: 'pay-as-offered' },
    };
  const samePrice = /^same-price(?:=(\d+(?:\.\d+)?))?$/.exec(words);
  if (samePrice === null) return undefined;
  const [, price] = samePrice;
  const cost = price === undefined ? {} : { tradeCost: { uniform: Number(price) } };
  return { format, name: words, rules: { structure: 'p2p', pricing: 'uniform', ...cost } };
};
