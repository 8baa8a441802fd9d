import type { DrillReport, FaultRow } from './drill.js';

/** Faults so far, as Markdown. */
export const faultsTable = (rows: readonly FaultRow[]): string =>
  [
    '| fault | count | offers accepted meanwhile | longest stall |',
    '| --- | ---: | ---: | ---: |',
    ...rows.map(
      ({ accepted, count, fault, longestStallMs }) =>
        `| ${fault} | ${count} | ${accepted} | ${(longestStallMs / 1_000).toFixed(1)} s |`,
    ),
    `| **all** | **${sum(rows, 'count')}** | **${sum(rows, 'accepted')}** | |`,
  ].join('\n');

const sum = (rows: readonly FaultRow[], of: 'count' | 'accepted'): number =>
  rows.reduce((total, row) => total + row[of], 0);

/** Everything that was found, ready for a page. */
export const drillText = (report: DrillReport): string => {
  const { auctions, different, doubled, events, faults, lost, offersAccepted, rows } = report;
  const { answeredBeside, memoryGrowth } = report;
  const growth = Object.entries(memoryGrowth).map(([name, times]) => `${name} ${times.toFixed(2)}`);
  const wrong = [
    ...faults,
    ...different.map((table) => `${table} is made differently by a rebuild`),
  ];
  return [
    faultsTable(rows),
    '',
    `${offersAccepted} offers accepted in ${auctions} auctions (${events} events): ${lost} lost, ${doubled} doubled.`,
    `${answeredBeside} queries and readings answered beside. Memory in the last quarter over that in the second: ${growth.join(', ')}.`,
    ...(wrong.length === 0
      ? ['Read models equal a rebuild, ledgers sum to zero, `trueque verify` passes.']
      : wrong.map((line) => `- ${line}`)),
  ].join('\n');
};

export const isClean = ({ different, doubled, faults, lost }: DrillReport): boolean =>
  lost + doubled + faults.length + different.length === 0;
