import type { BillingEvent } from '@trueque/contracts';
import { InvariantBroken } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';
import { type BillContent, nanosPerMinor } from './bills.js';
import { type AccountBook, type Books, inOrder, NO_BOOK, plus, type Sum, totalOf } from './book.js';

type WindowRun = Extract<BillingEvent, { readonly type: 'WindowSettled' }>['data'];
export type LedgerEntry = WindowRun['entries'][number];
export type Ledger = PersistentMap<string, PersistentMap<string, Sum>>;

/**
 * Books with what rounding to the minor unit moves: every billed account comes to its bill's total,
 * and the market's rounding account has the difference. Throws where the books do not sum to zero.
 */
export const roundedBooks = (
  marketId: string,
  { books, minorDigits }: { readonly books: Books; readonly minorDigits: number },
  bills: readonly BillContent[],
): Books => {
  const unit = nanosPerMinor(minorDigits);
  const rounded = new Map(books);
  let left = 0n;
  for (const { account, totalMinor } of bills) {
    const book = books.get(account) ?? NO_BOOK;
    const moved = BigInt(totalMinor) * unit - totalOf(book);
    left -= moved;
    if (moved !== 0n) rounded.set(account, withRounding(book, moved));
  }
  if (left !== 0n) rounded.set(`rounding:${marketId}`, withRounding(NO_BOOK, left));
  const sum = [...rounded.values()].reduce((total, book) => total + totalOf(book), 0n);
  if (sum !== 0n) throw new InvariantBroken(`the books sum to ${sum}, not to zero`);
  return rounded;
};

const withRounding = (book: AccountBook, amountNanos: bigint): AccountBook => ({
  ...book,
  sums: new Map(book.sums).set('rounding', { energyWh: 0, amountNanos }),
});

/**
 * What turns a ledger into the books: a booking where nothing stood, else the reversal of what
 * stood and the booking of what shall stand; nothing where both agree.
 */
export const correctionsOf = (
  ledger: Ledger,
  books: Books,
  entry: 'indication' | 'booking' | 'rebooking',
): LedgerEntry[] => {
  const accounts = new Map(
    [...ledger.keys(), ...books.keys()].map((account) => [account, account]),
  );
  return inOrder(accounts).flatMap(([account]) => {
    const stood = ledger.get(account) ?? PersistentMap<string, Sum>();
    const sums = books.get(account)?.sums ?? new Map<string, Sum>();
    const codes = new Map([...stood.keys(), ...sums.keys()].map((code) => [code, code]));
    return inOrder(codes).flatMap(([code]) => {
      const [before, after] = [stood.get(code), sums.get(code)];
      if (isSame(before, after)) return [];
      return [
        ...(before ? [entryOf(account, code, 'reversal', opposite(before))] : []),
        ...(after ? [entryOf(account, code, entry, after)] : []),
      ];
    });
  });
};

const isSame = (a: Sum | undefined, b: Sum | undefined): boolean =>
  a?.energyWh === b?.energyWh && a?.amountNanos === b?.amountNanos;

const opposite = ({ energyWh, amountNanos }: Sum): Sum => ({
  energyWh: 0 - energyWh,
  amountNanos: -amountNanos,
});

const entryOf = (
  account: string,
  code: string,
  entry: LedgerEntry['entry'],
  { energyWh, amountNanos }: Sum,
): LedgerEntry => ({ account, code, entry, energyWh, amountNanos: String(amountNanos) });

/** Adds an entry to a ledger that is being changed. */
export const withEntry = (ledger: Ledger, entry: LedgerEntry): Ledger => {
  const { account, code, energyWh, amountNanos } = entry;
  const sums = ledger.get(account) ?? PersistentMap<string, Sum>();
  const sum = plus(sums.get(code), { energyWh, amountNanos: BigInt(amountNanos) });
  const left =
    sum.energyWh === 0 && sum.amountNanos === 0n ? sums.remove(code) : sums.set(code, sum);
  return ledger.set(account, left);
};
