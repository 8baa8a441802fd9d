import { floats } from '@trueque/kernel';

/** A column of a problem with one row: what a unit of it counts there, and what an even flow weighs. */
export interface EvenRowColumn {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly weight: number;
  readonly target: number;
  readonly cost: number;
}

/** The same of many columns, a list for each. */
type EvenRow = Readonly<Record<keyof EvenRowColumn, Float64Array>>;

/**
 * A price in two parts: answers are told by the small part from what they are at the base, because a small
 * change of a large price would lose its digits.
 */
interface RowPrice {
  readonly base: number;
  readonly beyond: number;
}

/**
 * The exact answer where a problem has one row. Every column follows the row's price, value × price =
 * weight × (x − target) + cost, as far as its bounds let it; the price is where they add up to the amount.
 * Columns without weight move at one price alone, and take in turn what is left there.
 * O(columns × log columns).
 */
export const evenRow = (columns: readonly EvenRowColumn[], amount: number): Float64Array => {
  const row = rowOf(columns);
  const price = priceOf(row, amount);
  let left = amount;
  const answer = floats(columns.length, (index) => {
    const x = isIndifferent(row, index, price.base)
      ? startOf(row, index)
      : answerAt(row, index, price);
    left -= row.value[index]! * x;
    return x;
  });
  for (let index = 0; index < answer.length; index++) {
    if (!isIndifferent(row, index, price.base)) continue;
    const x = within(row, index, answer[index]! + left / row.value[index]!);
    left -= row.value[index]! * (x - answer[index]!);
    answer[index] = x;
  }
  return answer;
};

const rowOf = (columns: readonly EvenRowColumn[]): EvenRow => {
  const list = (name: keyof EvenRowColumn) =>
    floats(columns.length, (index) => columns[index]![name]);
  return {
    value: list('value'),
    lower: list('lower'),
    upper: list('upper'),
    weight: list('weight'),
    target: list('target'),
    cost: list('cost'),
  };
};

/** Prices nearer than this, relative, are one. */
const SAME = 1e-12;

/** Where a column that does not care begins to take what is left. */
const startOf = (row: EvenRow, index: number): number =>
  Number.isFinite(row.lower[index]!) ? row.lower[index]! : within(row, index, 0);

const within = ({ lower, upper }: EvenRow, index: number, x: number): number =>
  Math.min(upper[index]!, Math.max(lower[index]!, x));

const isIndifferent = ({ cost, value, weight }: EvenRow, index: number, price: number): boolean =>
  weight[index] === 0 &&
  Math.abs(value[index]! * price - cost[index]!) <= SAME * (1 + Math.abs(cost[index]!));

/** What a column with weight would do at a price without bounds. */
const unbounded = (
  { cost, target, value, weight }: EvenRow,
  index: number,
  price: number,
): number => target[index]! + (value[index]! * price - cost[index]!) / weight[index]!;

const answerAt = (row: EvenRow, index: number, { base, beyond }: RowPrice): number =>
  row.weight[index]! > 0
    ? within(
        row,
        index,
        unbounded(row, index, base) + (row.value[index]! * beyond) / row.weight[index]!,
      )
    : response(row, index, base, 'most');

/** What a column does at a price; where it is indifferent, what adds least or most to the row. */
const response = (row: EvenRow, index: number, price: number, side: 'least' | 'most'): number => {
  const value = row.value[index]!;
  if (row.weight[index]! > 0) return within(row, index, unbounded(row, index, price));
  const isUpper = isIndifferent(row, index, price)
    ? value > 0 === (side === 'most')
    : value * price > row.cost[index]!;
  return isUpper ? row.upper[index]! : row.lower[index]!;
};

const sumOf = (row: EvenRow, price: number, side: 'least' | 'most'): number => {
  let sum = 0;
  for (let index = 0; index < row.value.length; index++) {
    const x = row.value[index] === 0 ? 0 : response(row, index, price, side);
    if (x !== 0) sum += row.value[index]! * x;
  }
  return sum;
};

/** The sum rises with the price, and turns where a column comes to a bound: found by halving. */
const priceOf = (row: EvenRow, amount: number): RowPrice => {
  const turns = turnsOf(row);
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sumOf(row, turns[middle]!, 'most') >= amount) high = middle;
    else low = middle + 1;
  }
  const turn = turns[low];
  if (turn !== undefined && sumOf(row, turn, 'least') <= amount) return { base: turn, beyond: 0 };
  return between(row, amount, [turns[low - 1] ?? -Infinity, turn ?? Infinity]);
};

/** The bounds of columns as prices, in order; columns without weight have but one. */
const turnsOf = ({ cost, lower, target, upper, value, weight }: EvenRow): Float64Array => {
  const turns = new Float64Array(2 * value.length);
  let count = 0;
  const add = (turn: number): void => {
    if (Number.isFinite(turn)) turns[count++] = turn;
  };
  for (let index = 0; index < value.length; index++) {
    const bend = (bound: number): number =>
      (weight[index]! * (bound - target[index]!) + cost[index]!) / value[index]!;
    if (weight[index] === 0) add(cost[index]! / value[index]!);
    else {
      add(bend(lower[index]!));
      add(bend(upper[index]!));
    }
  }
  return turns.subarray(0, count).sort();
};

/** The second takes up what the first lost to rounding. */
const ROUNDS = 2;

/** Between two turns the sum is a straight line. */
const between = (row: EvenRow, amount: number, [from, to]: readonly [number, number]): RowPrice => {
  const middle = middleOf(from, to);
  const slope = slopeAt(row, middle);
  const base = Number.isFinite(from) ? from : to;
  if (slope === 0 || !Number.isFinite(base)) return { base: middle, beyond: 0 };
  let beyond = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let left = amount;
    for (let index = 0; index < row.value.length; index++) {
      if (row.value[index] === 0) continue;
      left -= row.value[index]! * answerAt(row, index, { base, beyond });
    }
    beyond = Math.min(to - base, Math.max(from - base, beyond + left / slope));
  }
  return { base, beyond };
};

const middleOf = (from: number, to: number): number => {
  if (!Number.isFinite(to)) return Number.isFinite(from) ? from + 1 : 0;
  return Number.isFinite(from) ? (from + to) / 2 : to - 1;
};

/** How much more of the amount a higher price brings. */
const slopeAt = (row: EvenRow, price: number): number => {
  let slope = 0;
  for (let index = 0; index < row.value.length; index++) {
    const [value, weight] = [row.value[index]!, row.weight[index]!];
    if (weight === 0 || value === 0) continue;
    const x = unbounded(row, index, price);
    if (x > row.lower[index]! && x < row.upper[index]!) slope += (value * value) / weight;
  }
  return slope;
};
