import type { ImportReport } from '@trueque/imports';
import { textTable } from '../terminal/text-table.js';

/** The report of an import for a person. */
export const reportText = (report: ImportReport): string =>
  [
    `${report.format}: ${counted(report.rows, 'row')}, ${counted(report.homes, 'home')}, ${counted(report.readings, 'reading')}, ${counted(report.prices, 'price')}`,
    ...declared(report),
    spanText(report),
    ...channels(report),
    ...prices(report),
    gapText(report),
    `duplicates: ${report.duplicates.same} the same, ${report.duplicates.conflicting} different; superseded in the file: ${report.superseded}`,
    `clock changes: ${report.clockChanges.map(({ date, hours }) => `${date} (${hours} h)`).join(', ') || 'none'}`,
    `kept out: ${report.rejected}; warnings: ${report.warnings}`,
    ...problems(report),
    ...Object.entries(report.notes).map(([note, times]) => `note: ${note} (${times} times)`),
  ].join('\n');

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;

const declared = ({ declares }: ImportReport): readonly string[] =>
  Object.entries(declares).map(([name, text]) => `  ${WORDS[name] ?? name}: ${text}`);

const WORDS: Readonly<Record<string, string>> = { timeBase: 'time base' };

const spanText = ({ span, intervalMinutes }: ImportReport): string =>
  span === null
    ? 'span: nothing was read'
    : `span: ${span.from} to ${span.to}, intervals of ${intervalMinutes.join(' and ')} minutes`;

const channels = ({ channels: rows }: ImportReport): readonly string[] =>
  rows.length === 0
    ? []
    : [
        textTable(
          [
            { title: 'channel', cell: ({ channel }) => channel },
            { title: 'series', cell: ({ series }) => series },
            { title: 'readings', cell: ({ readings }) => readings },
            { title: 'kWh', cell: ({ energyKwh }) => energyKwh, digits: 0 },
            { title: 'least home', cell: ({ leastHomeKwh }) => leastHomeKwh, digits: 0 },
            { title: 'greatest home', cell: ({ greatestHomeKwh }) => greatestHomeKwh, digits: 0 },
            { title: 'greatest kWh', cell: ({ greatestKwh }) => greatestKwh },
            { title: 'zeros', cell: ({ zeros }) => zeros },
          ],
          rows,
        ),
      ];

const prices = ({ priceTotals: rows }: ImportReport): readonly string[] =>
  rows.length === 0
    ? []
    : [
        textTable(
          [
            { title: 'prices', cell: ({ series }) => series },
            { title: 'count', cell: (row) => row.prices },
            { title: 'least /kWh', cell: ({ leastPerKwh }) => leastPerKwh, digits: 6 },
            { title: 'greatest /kWh', cell: ({ greatestPerKwh }) => greatestPerKwh, digits: 6 },
            { title: 'below zero', cell: ({ negative }) => negative },
          ],
          rows,
        ),
      ];

const gapText = ({ gaps }: ImportReport): string => {
  const longest = gaps.longest
    ? `; longest pause: ${gaps.longest.series}, ${gaps.longest.from} to ${gaps.longest.to}`
    : '';
  return `gaps: ${gaps.missing} of ${gaps.expected} intervals that others have, ${gaps.seriesComplete} series complete${longest}`;
};

const problems = ({ problems: byCode, samples }: ImportReport): readonly string[] =>
  Object.entries(byCode).flatMap(([code, times]) => [
    `  ${code}: ${times}`,
    ...samples
      .filter((sample) => sample.code === code)
      .slice(0, 2)
      .map(({ file, line, message }) => `    ${file}:${line} ${message}`),
  ]);
