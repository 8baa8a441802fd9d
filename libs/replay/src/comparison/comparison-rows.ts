import type { Comparison, Outcome } from './compare.js';

/** A figure of a comparison as a line of a table. */
export interface ComparisonRow {
  readonly kind: 'measure' | 'community' | 'peer' | 'price';
  readonly id: string;
  readonly community: string;
  readonly unit: string;
  readonly a: number;
  readonly b: number;
  readonly change: number;
  readonly result: string;
  readonly reason: string;
}

/** Everything in one table; of prices, `id` is where the step begins. */
export const comparisonRows = (comparison: Comparison): readonly ComparisonRow[] => {
  const { measures, communities, peers, prices, currency } = comparison;
  const plain = { community: '', result: '', reason: '' };
  const outcome =
    (kind: ComparisonRow['kind']) =>
    ({ id, community, a, b, change, result, reason }: Outcome): ComparisonRow => ({
      ...{ kind, id, community, unit: currency, a, b, change, result, reason },
    });
  return [
    ...measures.map(({ name, ...measure }): ComparisonRow => ({
      ...{ kind: 'measure', id: name, ...plain, ...measure },
    })),
    ...communities.map(outcome('community')),
    ...peers.map(outcome('peer')),
    ...prices.map(({ pricePerKwh, a, b }): ComparisonRow => ({
      ...{ kind: 'price', id: String(pricePerKwh), ...plain, unit: 'kWh', a, b, change: b - a },
    })),
  ];
};
