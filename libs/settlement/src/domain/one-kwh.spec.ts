import { booksOfAuctionDay } from './billing/auction-books.js';
import { billOf } from './billing/bills.js';
import { NO_BOOK } from './billing/book.js';
import { roundedBooks } from './billing/ledger-entries.js';
import { settledRun } from '../testing/settled-run.js';
import { paperCaseTwo, paperCaseTwoMetered } from '../testing/paper-case-two.js';
import { traded } from '../testing/traded.js';
import { peerAccounts } from './accounts.js';
import { postingsOf } from './ledger.js';
import type { Settlement } from './settle.js';
import { entriesOfTrade } from './trade-entries.js';

/** The numbers of docs/settlement.md: change both together. */
const balances = ({ run }: Settlement) =>
  Object.fromEntries(
    run.postings.map(({ account, kind, amountNanos }) => [`${account} ${kind}`, amountNanos]),
  );

const lines = ({ statements }: Settlement, peer: string) =>
  statements
    .find(({ peerId }) => peerId === peer)
    ?.lines.map(({ kind, counterparty, energyWh, priceMicrosPerKwh, amountNanos }) => [
      ...[kind, counterparty, energyWh, priceMicrosPerKwh, amountNanos],
    ]);

const total = ({ statements }: Settlement, peer: string) =>
  statements.find(({ peerId }) => peerId === peer)?.totalNanos;

describe('one kWh', () => {
  const posted = (...trade: Parameters<typeof traded>) =>
    postingsOf(entriesOfTrade(traded(...trade), peerAccounts([]))).map(
      ({ account, amountNanos }) => [account, amountNanos],
    );

  it('that P3 sells to P2 as offered is paid by one and earned by the other', () =>
    expect(
      posted(['P3', 'C2'], ['P2', 'C3'], { wh: 1_000, buyerPays: 69_600, sellerGets: 69_600 }),
    ).toEqual([
      ['peer:P2', '-69600000'],
      ['peer:P3', '69600000'],
    ]));

  it('over a full link, at marginal prices, also earns network revenue and rent', () =>
    expect(
      posted(['P3', 'C2'], ['P2', 'C3'], {
        ...{ wh: 1_000, buyerPays: 80_000, sellerGets: 48_000, linkCost: 21_600 },
      }),
    ).toEqual([
      ['congestion:C2→C3', '10400000'],
      ['network:C2', '21600000'],
      ['peer:P2', '-80000000'],
      ['peer:P3', '48000000'],
    ]));
});

describe("the paper's Case II, cleared", () => {
  const settled = settledRun({ auction: paperCaseTwo });

  it('posts what 240 kWh cost, paid by two and earned by two', () =>
    expect(balances(settled)).toEqual({
      'peer:P2 trade': '-7686000000', // 105 kWh × 0.05 + 35 kWh × 0.0696
      'peer:P4 trade': '-5490000000', // 75 kWh × 0.05 + 25 kWh × 0.0696
      'peer:P5 trade': '9000000000', // 180 kWh × 0.05
      'peer:P3 trade': '4176000000', // 60 kWh × 0.0696
    }));

  it('states to P2 from whom it bought what, and at which price', () =>
    expect(lines(settled, 'P2')).toEqual([
      ['purchase', 'P3', 35_000, 69_600, '-2436000000'],
      ['purchase', 'P5', 105_000, 50_000, '-5250000000'],
    ]));

  it('sends an empty statement to the grid, which sold nothing', () =>
    expect([lines(settled, 'G'), total(settled, 'G')]).toEqual([[], '0']));

  it('is a cleared run with the identity of its auction', () =>
    expect(settled.run).toMatchObject({
      ...{ marketId: 'harbour', auctionId: 'monday', runId: 'run', kind: 'cleared' },
      ...{ currency: 'USD', start: '2021-03-03T05:00:00Z', mtu: 'PT1H', periods: 1 },
    }));
});

describe("the paper's Case II, metered", () => {
  const settled = settledRun({ auction: paperCaseTwo, readings: paperCaseTwoMetered });

  it('nets a kWh between neighbours and buys the other two from the grid', () =>
    expect(balances(settled)).toEqual({
      'peer:P2 trade': '-7686000000',
      'peer:P2 deviation': '-261600000', // 1 kWh × 0.0696 to a neighbour, 2 kWh × 0.096 to the grid
      'peer:P4 trade': '-5490000000',
      'peer:P4 deviation': '69600000', // 1 kWh × 0.0696
      'grid:G deviation': '192000000', // 2 kWh × 0.096
      'peer:P5 trade': '9000000000',
      'peer:P3 trade': '4176000000',
    }));

  it('shows P2 the kWh it took from its community and those from the grid', () =>
    expect(lines(settled, 'P2')).toEqual([
      ['deviation-short', 'C3', 1_000, 69_600, '-69600000'],
      ['deviation-short', 'G', 2_000, 96_000, '-192000000'],
      ['purchase', 'P3', 35_000, 69_600, '-2436000000'],
      ['purchase', 'P5', 105_000, 50_000, '-5250000000'],
    ]));

  it('shows the grid whom it helped out', () =>
    expect(lines(settled, 'G')).toEqual([['deviation-long', 'P2', 2_000, 96_000, '192000000']]));

  it('points from a line to the event that caused it', () => {
    const statement = settled.statements.find(({ peerId }) => peerId === 'P2');
    expect(statement?.lines.map(({ causedBy }) => causedBy)).toEqual([
      ...['meters', 'meters', 'P3→P2', 'P5→P2'],
    ]);
  });

  it('lets P2 pay 7.9476 in all', () => expect(total(settled, 'P2')).toBe('-7947600000'));

  it('bills P2 7.95, in lines that are the total, and books what rounding moves', () => {
    const input = { auction: paperCaseTwo, readings: paperCaseTwoMetered };
    const day = { start: '2021-03-03T05:00:00Z', packs: new Map() };
    const books = booksOfAuctionDay([{ input, settlement: settled }], day);
    const cents = { minorDigits: 2, taxCategoryOf: () => undefined };
    const bill = billOf('peer:P2', books.get('peer:P2') ?? NO_BOOK, cents);
    expect(bill.lines.map(({ code, amountMinor }) => [code, amountMinor])).toEqual([
      ...[
        ['deviation-short', -26], // −0.2616
        ['purchase', -769], // −7.6860
      ],
    ]);
    expect(bill.totalMinor).toBe(-795);
    const rounded = roundedBooks('harbour', { books, minorDigits: 2 }, [bill]);
    expect(rounded.get('rounding:harbour')?.sums.get('rounding')?.amountNanos).toBe(2_400_000n);
  });
});
