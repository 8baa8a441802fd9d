import type { Charge, RulePack } from '@trueque/contracts';
import fc from 'fast-check';
import { charge } from '../../testing/charge.js';
import { communityDay, communityDays, rulePack, rulePacks } from '../../testing/community-day.js';
import { settleDay } from '../sharing/settle-day.js';
import { billOf, roundedLines } from './bills.js';
import { type Books, combined, NO_BOOK, totalOf } from './book.js';
import { booksOfDay } from './day-books.js';

/** 6 kWh are shared of 8 that are taken. */
const day = communityDay({
  p: { gives: [4_000, 2_000] },
  c: { takes: [5_000, 3_000] },
});

const booksWith = (...charges: Charge[]): Books =>
  booksOfDay(settleDay(day, rulePack({ charges })), rulePack({ charges }));

const amountOf = (books: Books, account: string, code = 'fee'): number =>
  Number(books.get(account)?.sums.get(code)?.amountNanos ?? 0n) / 1e9;

const sumOf = (books: Books): bigint =>
  [...books.values()].reduce((sum, book) => sum + totalOf(book), 0n);

describe('a charge', () => {
  it.each([
    ['shared-kwh', -0.12], // 6 kWh × 0.02
    ['grid-kwh', -0.04], // 2 kWh × 0.02
    ['kw', -0.1], // 5 kW × 0.02
    ['per-day', -0.02],
    ['contract-kwh', 0],
  ] as const)('is taken by %s', (basis, amount) =>
    expect(amountOf(booksWith(charge({ basis })), 'peer:c')).toBe(amount),
  );

  it('is a percentage of the lines it names, of charges before it too', () => {
    const tax = charge({
      ...{ code: 'vat', basis: 'percent-of-lines', of: ['fee', 'grid-purchase'] },
      ...{ beneficiary: 'tax:vat', bearer: 'peer' },
      rates: [{ validFrom: '2020-01-01T00:00:00Z', rateMicros: 210_000 }],
    });
    const books = booksWith(charge({}), tax);
    expect(amountOf(books, 'peer:c', 'vat')).toBeCloseTo(-(0.12 + 50) * 0.21, 9);
    expect(amountOf(books, 'tax:vat', 'vat')).toBe(-amountOf(books, 'peer:c', 'vat'));
  });

  it('goes to whom the rules name, never to the platform', () =>
    expect(amountOf(booksWith(charge({})), 'network:C1')).toBe(0.12));

  it('is borne by who sells, by everyone, or by the community on its own account', () => {
    expect(amountOf(booksWith(charge({ bearer: 'producer' })), 'peer:p')).toBe(-0.12);
    expect(amountOf(booksWith(charge({ bearer: 'peer' })), 'network:C1')).toBe(0.24);
    expect(amountOf(booksWith(charge({ bearer: 'community' })), 'community:C1')).toBe(-0.12);
  });

  it('has the rate that holds when the day begins', () => {
    const rates = [
      { validFrom: '2026-02-01T00:00:00Z', rateMicros: 90_000 },
      { validFrom: '2026-01-01T00:00:00Z', rateMicros: 50_000 },
      { validFrom: '2020-01-01T00:00:00Z', rateMicros: 20_000 },
    ];
    expect(amountOf(booksWith(charge({ rates })), 'peer:c')).toBe(-0.3);
    expect(amountOf(booksWith(charge({ rates: rates.slice(0, 1) })), 'peer:c')).toBe(0);
  });
});

const charges = [
  charge({ bearer: 'peer' }),
  charge({ code: 'standing', basis: 'per-day', bearer: 'community' }),
  charge({ code: 'power', basis: 'kw', beneficiary: 'grid:G' }),
  charge({ code: 'vat', basis: 'percent-of-lines', of: ['fee', 'shared-sale'], bearer: 'peer' }),
];

describe('a kWh that is shared', () => {
  const members = ['m1', 'm2', 'm3'];
  const key: RulePack['key'] = {
    ...{ kind: 'static', unusedShare: 'member' },
    shares: members.map((peerId) => ({ peerId, sharePpm: 300_000 })),
  };
  /** Each has a right to 3 kWh of 10; m1 uses one of them. */
  const metered = communityDay({
    plant: { gives: [10_000] },
    m1: { takes: [1_000] },
    m2: { takes: [5_000] },
    m3: { takes: [8_000] },
  });
  const booksBy = (...charges: Charge[]) =>
    booksOfDay(settleDay(metered, rulePack({ key, charges })), rulePack({ key, charges }));

  it('is charged where it was used, not also where it was only due', () => {
    const books = booksBy(charge({}));
    expect(['m1', 'm2', 'm3'].map((id) => amountOf(books, `peer:${id}`))).toEqual([
      ...[-0.02, -0.06, -0.06],
    ]);
  });

  it('is charged to who made it, not also to who passed it on', () => {
    const books = booksBy(
      charge({ bearer: 'producer' }),
      charge({ code: 'feed', basis: 'grid-kwh', bearer: 'producer' }),
    );
    expect(amountOf(books, 'peer:m1', 'feed')).toBe(0);
    const charged = amountOf(books, 'network:C1') + amountOf(books, 'network:C1', 'feed');
    expect(charged).toBeCloseTo(10 * 0.02, 9);
  });

  it('is never charged twice: all bases together are what the meters told', () =>
    fc.assert(
      fc.property(communityDays, rulePacks, (any, pack) => {
        for (const [bearer, values] of [
          ['consumer', any.takenWh],
          ['producer', any.givenWh],
        ] as const) {
          const charges = [
            charge({ bearer, beneficiary: 'levy:kwh' }),
            charge({ code: 'rest', basis: 'grid-kwh', bearer, beneficiary: 'levy:kwh' }),
          ];
          const books = booksOfDay(settleDay(any, { ...pack, charges }), { ...pack, charges });
          const sums = books.get('levy:kwh')?.sums;
          const chargedWh = ['fee', 'rest'].reduce(
            (all, code) => all + (sums?.get(code)?.energyWh ?? 0),
            0,
          );
          expect(chargedWh).toBe(values.reduce((all, wh) => all + wh, 0));
        }
      }),
    ));
});

describe('the books of any day', () => {
  it('sum to zero with all charges, to the last 10⁻⁹ of currency', () =>
    fc.assert(
      fc.property(communityDays, rulePacks, (any, pack) => {
        const charged = { ...pack, charges };
        expect(sumOf(booksOfDay(settleDay(any, charged), charged))).toBe(0n);
      }),
    ));

  it('can be taken off again, and leave nothing', () =>
    fc.assert(
      fc.property(communityDays, communityDays, rulePacks, (one, other, pack) => {
        const charged = { ...pack, charges };
        const [a, b] = [one, other].map((any) => booksOfDay(settleDay(any, charged), charged));
        if (!a || !b) throw new Error('two days make two books');
        const left = combined(combined(a, b), b, -1);
        for (const [account, book] of left) {
          expect([account, book]).toEqual([
            account,
            combined(new Map(), a).get(account) ?? NO_BOOK,
          ]);
        }
      }),
    ));
});

describe('a bill', () => {
  it('rounds every line once, so that the lines are the total', () =>
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), { maxLength: 12 }),
        fc.constantFrom(1n, 10_000_000n, 10n ** 9n),
        (amounts, unit) => {
          const lines = roundedLines(amounts, unit);
          const exact = amounts.reduce((sum, amount) => sum + amount, 0n);
          const total = lines.reduce((sum, line) => sum + line, 0n);
          const off = total * unit - exact;
          expect(2n * (off < 0n ? -off : off) <= unit).toBe(true);
          lines.forEach((line, index) => {
            const distance = line * unit - (amounts[index] ?? 0n);
            expect(distance < unit && distance > -unit).toBe(true);
          });
        },
      ),
    ));

  it('shows 34, 33 and 33 cents of a currency unit in three equal parts', () => {
    const third = { energyWh: 0, amountNanos: 333_333_333n };
    const sums = new Map([
      ['a', { energyWh: 0, amountNanos: 333_333_334n }],
      ['b', third],
      ['c', third],
    ]);
    const { lines, totalMinor } = billOf(
      'peer:x',
      { ...NO_BOOK, sums },
      { minorDigits: 2, taxCategoryOf: () => undefined },
    );
    expect([lines.map(({ amountMinor }) => amountMinor), totalMinor]).toEqual([[34, 33, 33], 100]);
  });
});
