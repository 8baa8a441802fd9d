import type { ReadingChange, SettlementDryRun } from '@trueque/contracts';
import { textTable } from '../terminal/text-table.js';

/** What another run would change, as tables: why, which readings, which bills, which accounts. */
export const dryRunText = (would: SettlementDryRun): string => {
  const parts = [
    standingText(would),
    causesText(would),
    readingsText(would.readings),
    billsText(would),
    accountsText(would),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
};

const standingText = ({ standing, latest, kind, from, to }: SettlementDryRun): string => {
  switch (standing) {
    case 'none':
      return `${from} to ${to} was never settled; a ${kind} run would book this. Nothing was kept.`;
    case 'current':
      return `${latest?.runId} is up to date: a ${kind} run would change nothing.`;
    case 'stale':
      return `${latest?.runId} is out of date: a ${kind} run would change this. Nothing was kept.`;
  }
};

const causesText = ({ causes }: SettlementDryRun): string =>
  causes.length === 0
    ? ''
    : textTable(
        [
          { title: 'because of', cell: ({ kind }) => kind },
          { title: '', cell: ({ name }) => name },
          { title: 'is', cell: ({ change }) => change },
        ],
        causes,
      );

const readingsText = (readings: readonly ReadingChange[]): string =>
  readings.length === 0
    ? ''
    : textTable(
        [
          { title: 'meter', cell: ({ peerId }) => peerId },
          { title: 'of', cell: ({ auctionId, date }) => auctionId ?? date },
          { title: 'direction', cell: ({ direction }) => direction },
          { title: 'periods', cell: ({ periods }) => String(periods) },
          { title: 'kWh before', cell: ({ beforeWh }) => kwhText(beforeWh) },
          { title: 'kWh now', cell: ({ afterWh }) => kwhText(afterWh) },
          { title: 'quality', cell: (it) => `${it.qualityBefore} → ${it.qualityAfter}` },
        ],
        readings,
      );

const kwhText = (energyWh: number | null): string =>
  (energyWh === null ? '–' : (energyWh / 1000).toFixed(3)).padStart(10);

const billsText = ({ bills, minorDigits: digits, currency }: SettlementDryRun): string => {
  const inMajor = (minor: number): number => minor / 10 ** digits;
  return bills.length === 0
    ? ''
    : textTable(
        [
          { title: 'bill of', cell: ({ account }) => account },
          { title: 'replaces', cell: ({ replaces }) => String(replaces ?? '–') },
          {
            title: `${currency} before`,
            cell: ({ beforeMinor }) =>
              beforeMinor === null ? '–' : inMajor(beforeMinor).toFixed(digits),
          },
          { title: 'after', cell: ({ afterMinor }) => inMajor(afterMinor), digits },
          { title: 'difference', cell: (it) => inMajor(it.differenceMinor), digits },
        ],
        bills,
      );
};

const NANOS = 1e9;

const accountsText = ({ accounts, currency }: SettlementDryRun): string =>
  accounts.length === 0
    ? ''
    : textTable(
        [
          { title: 'account', cell: ({ account }) => account },
          {
            title: `${currency} before`,
            cell: ({ beforeNanos }) => Number(beforeNanos) / NANOS,
            digits: 6,
          },
          { title: 'after', cell: ({ afterNanos }) => Number(afterNanos) / NANOS, digits: 6 },
          { title: 'difference', cell: (it) => Number(it.differenceNanos) / NANOS, digits: 6 },
        ],
        accounts,
      );
