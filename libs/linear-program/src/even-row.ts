import { floats } from '@trueque/kernel';

/** A column of a problem with one row: what a unit of it counts there, and what an even flow weighs. */
export interface EvenRowColumn {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly weight: number;
  readonly cost: number;
}

/**
 * The exact answer where a problem has one row. Every column follows the row's price, value × price =
 * weight × x + cost, as far as its bounds let it; the price is where they add up to the amount. Columns
 * without weight move at one price alone, and take in turn what is left there.
 * O(columns × log columns).
 */
export const evenRow = (columns: readonly EvenRowColumn[], amount: number): Float64Array => {
  const price = priceOf(columns, amount);
  let left = amount;
  const answer = floats(columns.length, (index) => {
    const column = columns[index]!;
    const x = isIndifferent(column, price) ? startOf(column) : response(column, price, 'most');
    left -= column.value * x;
    return x;
  });
  columns.forEach((column, index) => {
    if (!isIndifferent(column, price)) return;
    const x = within(column, answer[index]! + left / column.value);
    left -= column.value * (x - answer[index]!);
    answer[index] = x;
  });
  return answer;
};

/** Prices nearer than this, relative, are one. */
const SAME = 1e-12;

/** Where a column that does not care begins to take what is left. */
const startOf = (column: EvenRowColumn): number =>
  Number.isFinite(column.lower) ? column.lower : within(column, 0);

const within = ({ lower, upper }: EvenRowColumn, x: number): number =>
  Math.min(upper, Math.max(lower, x));

const isIndifferent = ({ cost, value, weight }: EvenRowColumn, price: number): boolean =>
  weight === 0 && Math.abs(value * price - cost) <= SAME * (1 + Math.abs(cost));

/** What a column does at a price; where it is indifferent, what adds least or most to the row. */
const response = (column: EvenRowColumn, price: number, side: 'least' | 'most'): number => {
  const { cost, lower, upper, value, weight } = column;
  if (weight > 0) return within(column, (value * price - cost) / weight);
  if (isIndifferent(column, price)) return value > 0 === (side === 'most') ? upper : lower;
  return value * price > cost ? upper : lower;
};

const sumOf = (columns: readonly EvenRowColumn[], price: number, side: 'least' | 'most'): number =>
  columns.reduce((sum, column) => {
    const x = response(column, price, side);
    return x === 0 ? sum : sum + column.value * x;
  }, 0);

/** The sum rises with the price, and turns where a column comes to a bound: found by halving. */
const priceOf = (columns: readonly EvenRowColumn[], amount: number): number => {
  const turns = Float64Array.from(columns.flatMap(turnsOf)).sort();
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sumOf(columns, turns[middle]!, 'most') >= amount) high = middle;
    else low = middle + 1;
  }
  const turn = turns[low];
  if (turn !== undefined && sumOf(columns, turn, 'least') <= amount) return turn;
  return between(columns, amount, [turns[low - 1] ?? -Infinity, turn ?? Infinity]);
};

/** The bounds of a column as prices; columns without weight have but one. */
const turnsOf = ({ cost, lower, upper, value, weight }: EvenRowColumn): number[] =>
  (weight === 0 ? [cost / value] : [lower, upper].map((x) => (weight * x + cost) / value)).filter(
    Number.isFinite,
  );

/** Between two turns the sum is a straight line. */
const between = (
  columns: readonly EvenRowColumn[],
  amount: number,
  [from, to]: readonly [number, number],
): number => {
  const inside = Number.isFinite(from)
    ? Number.isFinite(to)
      ? (from + to) / 2
      : from + 1
    : to - 1;
  let [left, slope] = [amount, 0];
  for (const column of columns) {
    const { cost, value, weight } = column;
    const x = weight > 0 ? (value * inside - cost) / weight : Number.NaN;
    if (x > column.lower && x < column.upper) {
      left += (value * cost) / weight;
      slope += (value * value) / weight;
    } else left -= value * response(column, inside, 'most');
  }
  return slope > 0 ? left / slope : inside;
};
