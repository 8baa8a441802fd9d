import { compareText, indices, wholeZeros } from '@trueque/kernel';

interface Named {
  readonly id: string;
}

/**
 * In the order of their ids, by code unit. To compare a million texts again and again takes longer than to clear
 * them: twelve letters of each, after what all begin with, are four numbers, and these are dealt out into piles.
 */
export const sortedById = <Item extends Named>(items: readonly Item[]): Item[] => {
  if (isSorted(items)) return [...items];
  const letters = items.length < MANY ? undefined : lettersOf(items, commonStart(items));
  if (letters === undefined) return [...items].sort(byId);
  const order = letters.reduceRight(dealtOut, indices(items.length));
  const sorted: Item[] = [];
  for (let place = 0; place < order.length; place++) sorted.push(items[order[place]!]!);
  sortAlike(sorted, (place, other) =>
    letters.every((numbers) => numbers[order[place]!] === numbers[order[other]!]),
  );
  return sorted;
};

/** Fewer are compared sooner. */
const MANY = 2000;

const byId = (a: Named, b: Named): number => compareText(a.id, b.id);

const isSorted = (items: readonly Named[]): boolean => {
  for (let at = 1; at < items.length; at++) if (byId(items[at - 1]!, items[at]!) > 0) return false;
  return true;
};

/** How many letters all ids begin with. */
const commonStart = (items: readonly Named[]): number => {
  const first = items[0]!.id;
  let size = first.length;
  for (const { id } of items) {
    let at = 0;
    while (at < size && id.charCodeAt(at) === first.charCodeAt(at)) at += 1;
    size = at;
  }
  return size;
};

const NUMBERS = 4;
const LETTERS = 3;
const LETTER_BITS = 8;

/** Letters of each id from a place on, three to a number; nothing where a letter is larger than a byte. */
const lettersOf = (items: readonly Named[], from: number): Int32Array[] | undefined => {
  const letters = Array.from({ length: NUMBERS }, () => wholeZeros(items.length));
  for (let index = 0; index < items.length; index++) {
    for (let place = 0; place < NUMBERS; place++) {
      const number = numberAt(items[index]!.id, from + place * LETTERS);
      if (number === undefined) return undefined;
      letters[place]![index] = number;
    }
  }
  return letters;
};

/** An end comes before every letter. */
const numberAt = (id: string, from: number): number | undefined => {
  let number = 0;
  for (let at = from; at < from + LETTERS; at++) {
    const letter = at < id.length ? id.charCodeAt(at) + 1 : 0;
    if (letter >> LETTER_BITS > 0) return undefined;
    number = (number << LETTER_BITS) | letter;
  }
  return number;
};

const PILE_BITS = (LETTERS * LETTER_BITS) / 2;
const PILES = 1 << PILE_BITS;

/** An order by numbers; what is equal stays as it is. The lower half of the bits first, then the upper. */
const dealtOut = (order: Int32Array, numbers: Int32Array): Int32Array => {
  let [from, to] = [order, wholeZeros(order.length)];
  for (const bits of [0, PILE_BITS]) {
    const ends = new Int32Array(PILES + 1);
    const pileOf = (index: number): number => (numbers[index]! >> bits) & (PILES - 1);
    for (let index = 0; index < numbers.length; index++) ends[pileOf(index) + 1]! += 1;
    for (let pile = 0; pile < PILES; pile++) ends[pile + 1]! += ends[pile]!;
    for (let place = 0; place < from.length; place++) {
      to[ends[pileOf(from[place]!)]!++] = from[place]!;
    }
    [from, to] = [to, from];
  }
  return from;
};

/** What twelve letters did not tell apart stands together: it is compared whole. */
const sortAlike = <Item extends Named>(
  sorted: Item[],
  areAlike: (place: number, other: number) => boolean,
): void => {
  for (let start = 0, end = 1; start < sorted.length; start = end, end = start + 1) {
    while (end < sorted.length && areAlike(start, end)) end += 1;
    if (end - start === 1) continue;
    const run = sorted.slice(start, end).sort(byId);
    for (let place = start; place < end; place++) sorted[place] = run[place - start]!;
  }
};
