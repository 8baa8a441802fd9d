import type { BillChange, ReadingChange, SettlementDryRun } from '@trueque/contracts';
import { csvOf } from '../../parts/table-columns';
import { formatIn } from '../../testing/formats';
import { billColumns, communityColumns, dryRunTiles, readingColumns } from './dry-run-columns';
import { runsWords } from './words';

const english = { words: runsWords.en, format: formatIn('en') };
const spanish = { words: runsWords.es, format: formatIn('es') };
const plain = (text: unknown = '') => String(text).replaceAll(/[\u00a0\u202f]/g, ' ');

const counts = { measured: 1_440, substituted: 0, estimated: 0, missing: 0 };
const bill: BillChange = {
  ...{ account: 'peer:P1', replaces: null, beforeMinor: null, afterMinor: -123_450 },
  ...{ differenceMinor: -123_450, lines: [], readingsBefore: null, readingsAfter: counts },
};
const dryRun: SettlementDryRun = {
  ...{ marketId: 'm', from: '2026-06-01', to: '2026-06-02', currency: 'EUR', minorDigits: 2 },
  ...{ standing: 'stale', kind: 'revision', asOf: '2026-07-01T00:00:00Z', asOfPosition: 9 },
  latest: {
    ...{ runId: 'm/1', kind: 'final', asOf: '2026-06-09T00:00:00Z' },
    ...{ manifestHash: 'a', resultHash: 'b' },
  },
  ...{ manifestHash: 'c', resultHash: 'd', readings: [], accounts: [], bills: [bill] },
  causes: ['C1', 'C2', 'C3', 'C4'].map((name) => ({ kind: 'day', name, change: 'changed' })),
  totals: {
    ...{ bills: 1_200, billsChanged: 1_000, moreMinor: 123_450, lessMinor: 50 },
    ...{ communities: 1, accounts: 1_200, readings: 0 },
  },
  communities: [{ communityId: null, billsChanged: 1_000, moreMinor: 123_450, lessMinor: 50 }],
  nextCursors: { accounts: null, bills: 'c', readings: null },
};

describe('What another run would change', () => {
  it('is told in four tiles: what stands, what comes next and why, bills, money', () =>
    expect(dryRunTiles(dryRun, english).map(({ figure, aside }) => [figure, plain(aside)])).toEqual(
      [
        ['out of date', 'm/1'],
        ['revision', 'day C1 changed · day C2 changed · day C3 changed'],
        ['1,000', ''],
        ['€1,234.50', 'and €0.50 less'],
      ],
    ));

  it('has no name of a run where there was none', () =>
    expect(dryRunTiles({ ...dryRun, latest: null, standing: 'none' }, spanish)[0]).toMatchObject({
      ...{ figure: 'todavía ninguna', aside: undefined },
    }));

  it('shows a bill as money, and a dash where none stands', () =>
    expect(billColumns(dryRun, spanish).map(({ text }) => plain(text(bill)))).toEqual([
      ...['peer:P1', '–', '−1.234,50 €', '−1.234,50 €', '1.440'],
    ]));

  it('gives the same to a program in units of the currency', () =>
    expect(csvOf(billColumns(dryRun, english), dryRun.bills)).toBe(
      'Account,"Before, EUR","After, EUR","Difference, EUR",Measured\r\n' +
        'peer:P1,,-1234.5,-1234.5,1440\r\n',
    ));

  it('says where an account is of no community', () => {
    const columns = communityColumns(dryRun, english);
    expect(columns.map(({ text }) => text(dryRun.communities[0]!))).toEqual([
      ...['of no community', '1,000', '€1,234.50', '€0.50'],
    ]);
    expect(csvOf(columns, dryRun.communities).split('\r\n')[1]).toBe(',1000,1234.5,0.5');
  });

  it('says of a reading what was known of it before and what now', () => {
    const reading: ReadingChange = {
      ...{ peerId: 'P1', date: '2026-06-01', auctionId: null, direction: 'import', periods: 4 },
      ...{ beforeWh: null, afterWh: 1_600, qualityBefore: 'missing', qualityAfter: 'measured' },
    };
    expect(readingColumns(spanish).map(({ text }) => text(reading))).toEqual([
      ...['P1', '2026-06-01', 'tomado', '4', '–', '1,600', 'faltan → medidos'],
    ]);
  });
});
