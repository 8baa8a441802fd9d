import { type Comparison, comparisonRows, type Outcome } from '@trueque/replay';
import { stringify } from 'csv-stringify/sync';
import { textTable } from '../terminal/text-table.js';

/** A comparison for a person. */
export const comparisonText = (comparison: Comparison): string => {
  const { a, b, currency, measures, communities, peers, prices } = comparison;
  return [
    `A: ${a}`,
    `B: ${b}`,
    '',
    textTable(
      [
        { title: 'measure', cell: ({ name }) => name },
        { title: 'unit', cell: ({ unit }) => unit },
        { title: 'A', cell: (row) => row.a },
        { title: 'B', cell: (row) => row.b },
        { title: 'B - A', cell: ({ change }) => change },
      ],
      measures,
    ),
    '',
    `communities, ${currency} in all`,
    outcomeTable(communities),
    '',
    `peers, ${currency} in all: ${countOf(peers, 'wins')} win, ${countOf(peers, 'loses')} lose, ${countOf(peers, 'even')} are even`,
    outcomeTable(peers),
    '',
    `energy bought by price, kWh (from ${currency}/kWh)`,
    textTable(
      [
        { title: 'from', cell: ({ pricePerKwh }) => pricePerKwh },
        { title: 'A', cell: (row) => row.a },
        { title: 'B', cell: (row) => row.b },
      ],
      prices,
    ),
  ].join('\n');
};

const countOf = (outcomes: readonly Outcome[], result: Outcome['result']): number =>
  outcomes.filter((outcome) => outcome.result === result).length;

const outcomeTable = (outcomes: readonly Outcome[]): string =>
  textTable(
    [
      { title: 'id', cell: ({ id }) => id },
      { title: 'A', cell: (row) => row.a },
      { title: 'B', cell: (row) => row.b },
      { title: 'B - A', cell: ({ change }) => change },
      { title: 'result', cell: ({ result }) => result },
      { title: 'because it', cell: ({ reason }) => reason },
    ],
    outcomes.toSorted((one, other) => one.change - other.change),
  );

const CSV_COLUMNS = ['kind', 'id', 'community', 'unit', 'a', 'b', 'change', 'result', 'reason'];

/** Everything in one table. */
export const comparisonCsv = (comparison: Comparison): string =>
  stringify([...comparisonRows(comparison)], { header: true, columns: CSV_COLUMNS });
