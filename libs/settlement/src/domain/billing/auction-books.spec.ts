import type { Charge, RulePack } from '@trueque/contracts';
import fc from 'fast-check';
import { settlementInputs } from '../../testing/arbitraries.js';
import { rulePack } from '../../testing/community-day.js';
import { charge } from '../../testing/charge.js';
import { paperCaseTwo, paperCaseTwoMetered } from '../../testing/paper-case-two.js';
import { settledRun } from '../../testing/settled-run.js';
import type { SettlementInput } from '../facts.js';
import { booksOfAuctionDay } from './auction-books.js';
import { flowsOfAuction, peakWhOf } from './auction-flows.js';
import { type Books, totalOf } from './book.js';

const metered: SettlementInput = { auction: paperCaseTwo, readings: paperCaseTwoMetered };

const booksWith = (charges: readonly Charge[], ...inputs: readonly SettlementInput[]): Books => {
  const pack: RulePack = rulePack({ charges: [...charges] });
  const communityIds = ['C1', 'C2', 'C3'];
  return booksOfAuctionDay(
    inputs.map((input) => ({ input, settlement: settledRun(input) })),
    { start: '2021-03-03T05:00:00Z', packs: new Map(communityIds.map((id) => [id, pack])) },
  );
};

const amountOf = (books: Books, account: string, code = 'fee'): number =>
  Number(books.get(account)?.sums.get(code)?.amountNanos ?? 0n) / 1e9;

const sumOf = (books: Books): bigint =>
  [...books.values()].reduce((sum, book) => sum + totalOf(book), 0n);

/** P2 bought 140 kWh and took 143: one from its neighbour P4, who bought 100 and took 99, two from the grid. */
describe('a charge on an auction', () => {
  it.each([
    ['shared-kwh', -141 * 0.02],
    ['grid-kwh', -2 * 0.02],
    ['contract-kwh', 0],
    ['kw', -143 * 0.02],
    ['per-day', -0.02],
  ] as const)('is taken by %s of what the meter told', (basis, amount) =>
    expect(amountOf(booksWith([charge({ basis })], metered), 'peer:P2')).toBeCloseTo(amount, 9),
  );

  it('counts the kWh that P4 bought and P2 took once: where it was taken', () => {
    const books = booksWith([charge({})], metered);
    expect(amountOf(books, 'peer:P4')).toBeCloseTo(-99 * 0.02, 9);
    expect(amountOf(books, 'network:C1')).toBeCloseTo(240 * 0.02, 9);
  });

  it('is borne by the community, of all that its members took', () => {
    const books = booksWith([charge({ bearer: 'community' })], metered);
    expect(amountOf(books, 'community:C3')).toBeCloseTo(-240 * 0.02, 9);
    const power = booksWith([charge({ bearer: 'community', basis: 'kw' })], metered);
    expect(amountOf(power, 'community:C3')).toBeCloseTo(-(143 + 99) * 0.02, 9);
  });

  it('is one a day, and of the highest period, however many auctions the day has', () => {
    const later = { ...metered, auction: { ...paperCaseTwo, auctionId: 'noon' } };
    for (const basis of ['per-day', 'kw'] as const) {
      const once = booksWith([charge({ basis })], metered);
      const twice = booksWith([charge({ basis })], metered, later);
      expect(amountOf(twice, 'peer:P2')).toBe(amountOf(once, 'peer:P2'));
    }
  });

  it('does not pay a network again that earned the cost of the link in the price', () => {
    const trades = paperCaseTwo.trades.map((trade) => ({
      ...trade,
      ...{ contract: 'C2→C3', linkCostMicrosPerKwh: [trade.sellerId === 'P3' ? 21_600 : 0] },
    }));
    const input = { ...metered, auction: { ...paperCaseTwo, trades } };
    const fee = charge({ basis: 'contract-kwh', beneficiary: 'network:C2→C3' });
    const tax = charge({ code: 'tax', basis: 'contract-kwh', beneficiary: 'tax:kwh' });
    const books = booksWith([fee, tax], input);
    expect(amountOf(books, 'network:C2→C3')).toBeCloseTo((105 + 75) * 0.02, 9); // P5's, not P3's
    expect(amountOf(books, 'tax:kwh', 'tax')).toBeCloseTo(239 * 0.02, 9); // P4 gave one of P3's back
  });

  it('stands in the bill of the same meter alone as well, all of it from the grid', () => {
    const { aloneNanos } = booksWith([charge({ basis: 'grid-kwh' })], metered).get('peer:P2') ?? {};
    expect(Number(aloneNanos) / 1e9).toBeCloseTo(-143 * (0.096 + 0.02), 9);
  });

  it('says how the reading of every peer is to be trusted', () => {
    const readings = paperCaseTwoMetered.map((reading) => ({
      ...reading,
      quality: reading.peerId === 'P2' ? ('estimated' as const) : reading.quality,
    }));
    const books = booksWith([], { auction: paperCaseTwo, readings: readings.slice(0, 3) });
    expect(['peer:P2', 'peer:P3', 'peer:P5'].map((account) => books.get(account)?.values)).toEqual([
      ...[
        [0, 0, 1, 0],
        [1, 0, 0, 0],
        [0, 0, 0, 1],
      ],
    ]);
  });
});

describe('the day of any auction', () => {
  const charges = [
    charge({ bearer: 'peer', beneficiary: 'levy:all' }),
    charge({ code: 'standing', basis: 'per-day', bearer: 'community' }),
    charge({ code: 'power', basis: 'kw', beneficiary: 'grid:G' }),
    charge({ code: 'vat', basis: 'percent-of-lines', of: ['fee', 'purchase'], bearer: 'peer' }),
  ];

  it('sums to zero with all charges, to the last 10⁻⁹ of currency', () =>
    fc.assert(
      fc.property(settlementInputs, (input) => {
        expect(sumOf(booksWith(charges, input, input))).toBe(0n);
      }),
    ));

  it('charges a kWh once: of what passed a meter all, and no more', () =>
    fc.assert(
      fc.property(settlementInputs, (input) => {
        const { statements } = settledRun(input);
        for (const statement of statements) {
          const lines = statement.lines.filter(({ kind }) => kind !== 'link-revenue');
          const flows = flowsOfAuction(input.auction, lines);
          for (const period of new Set(lines.map((line) => line.period))) {
            const own = lines.filter((line) => line.period === period);
            const netWh = own.reduce(
              (net, { kind, energyWh }) =>
                net + (kind === 'purchase' || kind === 'deviation-short' ? energyWh : -energyWh),
              0,
            );
            const charged = flowsOfAuction(input.auction, own);
            const side = netWh > 0 ? 'taken' : 'given';
            expect(charged.every((flow) => flow.side === side)).toBe(true);
            expect(charged.reduce((sum, { energyWh }) => sum + energyWh, 0)).toBe(Math.abs(netWh));
            expect(peakWhOf(own)).toBe(Math.max(0, netWh));
          }
          expect(flows.every(({ energyWh }) => energyWh > 0)).toBe(true);
        }
      }),
    ));

  it('charges no more than the meters of the peers told', () =>
    fc.assert(
      fc.property(settlementInputs, (input) => {
        const { statements } = settledRun(input);
        for (const { peerId, importWh, exportWh } of input.readings) {
          if (input.auction.grids.some((grid) => grid.peerId === peerId)) continue;
          const { lines = [] } = statements.find((each) => each.peerId === peerId) ?? {};
          const takenWh = importWh.reduce(
            (sum, wh, period) => sum + Math.max(0, wh - (exportWh[period] ?? 0)),
            0,
          );
          const charged = flowsOfAuction(input.auction, lines)
            .filter(({ side }) => side === 'taken')
            .reduce((sum, { energyWh }) => sum + energyWh, 0);
          expect(charged).toBe(takenWh);
        }
      }),
    ));
});
