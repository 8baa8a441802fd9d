import { compareText } from '@trueque/kernel';

/** What one code came to for one account: energy, and money from the account's side. */
export interface Sum {
  readonly energyWh: number;
  /** 10⁻⁹ currency; negative is to pay. */
  readonly amountNanos: bigint;
}

/** Everything about one account that adds up over days. */
export interface AccountBook {
  /** By code: of the energy, or of a charge. */
  readonly sums: ReadonlyMap<string, Sum>;
  /** What the same meter would have come to without the market, 10⁻⁹ currency. */
  readonly aloneNanos: bigint;
  /** Readings by quality: measured, substituted, estimated, missing. */
  readonly values: readonly number[];
  /** By code, its energy by the quality of the readings behind it, in the same order; of lines of energy. */
  readonly qualityWh: ReadonlyMap<string, readonly number[]>;
}

/** Books by account, in which all money sums to zero. */
export type Books = ReadonlyMap<string, AccountBook>;

export const NO_BOOK: AccountBook = {
  ...{ sums: new Map(), aloneNanos: 0n, values: [0, 0, 0, 0], qualityWh: new Map() },
};

/** Adds (or with −1 takes away) the second books to the first. */
export const combined = (first: Books, second: Books, sign: 1 | -1 = 1): Books =>
  addedTo(new Map(first), second, sign);

export const booksOf = (parts: Iterable<Books>): Books => {
  const books = new Map<string, AccountBook>();
  for (const part of parts) addedTo(books, part, 1);
  return books;
};

const addedTo = (books: Map<string, AccountBook>, added: Books, sign: 1 | -1): Books => {
  for (const [account, book] of added) {
    books.set(account, combinedBook(books.get(account) ?? NO_BOOK, book, sign));
  }
  return books;
};

const combinedBook = (a: AccountBook, b: AccountBook, sign: 1 | -1): AccountBook => {
  const sums = new Map(a.sums);
  for (const [code, sum] of b.sums) sums.set(code, plus(sums.get(code), sum, sign));
  for (const [code, sum] of sums) if (isNothing(sum)) sums.delete(code);
  return {
    sums,
    aloneNanos: a.aloneNanos + BigInt(sign) * b.aloneNanos,
    values: plusEach(a.values, b.values, sign),
    qualityWh: combinedQuality(a.qualityWh, b.qualityWh, sign),
  };
};

type QualityWh = AccountBook['qualityWh'];

const combinedQuality = (a: QualityWh, b: QualityWh, sign: 1 | -1): QualityWh => {
  if (b.size === 0) return a;
  const combined = new Map(a);
  for (const [code, energies] of b) {
    const sums = plusEach(combined.get(code) ?? NO_BOOK.values, energies, sign);
    if (sums.every((energyWh) => energyWh === 0)) combined.delete(code);
    else combined.set(code, sums);
  }
  return combined;
};

const plusEach = (a: readonly number[], b: readonly number[], sign: 1 | -1): number[] =>
  a.map((value, quality) => value + sign * (b[quality] ?? 0));

export const plus = (
  { energyWh, amountNanos }: Sum = { energyWh: 0, amountNanos: 0n },
  added: Sum,
  sign: 1 | -1 = 1,
): Sum => ({
  energyWh: energyWh + sign * added.energyWh,
  amountNanos: amountNanos + BigInt(sign) * added.amountNanos,
});

const isNothing = ({ energyWh, amountNanos }: Sum): boolean => energyWh === 0 && amountNanos === 0n;

export const totalOf = ({ sums }: AccountBook): bigint =>
  [...sums.values()].reduce((total, { amountNanos }) => total + amountNanos, 0n);

/** The only order there is: of accounts, and within them of codes. */
export const inOrder = <Value>(map: ReadonlyMap<string, Value>): [string, Value][] =>
  [...map].sort(([a], [b]) => compareText(a, b));
