import type { ReadingChange, SettlementDryRun } from '@trueque/contracts';
import { textTable } from '../terminal/text-table.js';

/**
 * What another run would change, as tables: why, how much in all and in which communities, which
 * readings, which bills, which accounts. Of each the largest changes, as far as a screen goes.
 */
export const dryRunText = (would: SettlementDryRun): string => {
  const parts = [
    standingText(would),
    causesText(would),
    totalsText(would),
    communitiesText(would),
    readingsText(would.readings),
    billsText(would),
    accountsText(would),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
};

const inMajor = ({ minorDigits }: SettlementDryRun, minor: number): string =>
  (minor / 10 ** minorDigits).toFixed(minorDigits);

const totalsText = (would: SettlementDryRun): string => {
  const { totals, currency } = would;
  const more = `${inMajor(would, totals.moreMinor)} ${currency} more to pay`;
  const less = `${inMajor(would, totals.lessMinor)} ${currency} less`;
  return totals.bills === 0
    ? ''
    : `${totals.bills} bills, of which ${totals.billsChanged} come to something else: ${more}, ${less}.`;
};

const communitiesText = (would: SettlementDryRun): string =>
  would.communities.length === 0
    ? ''
    : textTable(
        [
          { title: 'community', cell: ({ communityId }) => communityId ?? '–' },
          { title: 'bills', cell: ({ billsChanged }) => billsChanged },
          { title: `${would.currency} more`, cell: (it) => inMajor(would, it.moreMinor) },
          { title: 'less', cell: (it) => inMajor(would, it.lessMinor) },
        ],
        would.communities,
      );

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

const billsText = (would: SettlementDryRun): string =>
  would.bills.length === 0
    ? ''
    : textTable(
        [
          { title: 'bill of', cell: ({ account }) => account },
          { title: 'replaces', cell: ({ replaces }) => String(replaces ?? '–') },
          {
            title: `${would.currency} before`,
            cell: ({ beforeMinor }) => (beforeMinor === null ? '–' : inMajor(would, beforeMinor)),
          },
          { title: 'after', cell: ({ afterMinor }) => inMajor(would, afterMinor) },
          { title: 'difference', cell: (it) => inMajor(would, it.differenceMinor) },
        ],
        would.bills,
      );

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
