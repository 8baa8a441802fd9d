/** One column's condition on the prices of its rows. */
export interface Condition {
  readonly sense: 'at-most' | 'at-least' | 'equal';
  readonly terms: readonly (readonly [row: number, coefficient: number])[];
  readonly bound: number;
}

/**
 * Rows whose prices are tied by equalities, each written as factor × class price + shift. What is
 * left of the conditions: bounds of single classes, and a few conditions between two or more.
 */
export interface AffineClasses {
  readonly count: number;
  /** Class of each row; −1 where the row's price is known. */
  readonly classOf: readonly number[];
  readonly bounds: readonly { readonly lower: number; readonly upper: number }[];
  readonly conditions: readonly Condition[];
  /** Prices of all rows from the prices of the classes. */
  expand(classPrices: Float64Array): Float64Array;
}

/** price of a row = factor × price of its root + shift; a root −1 stands for the constant 1. */
interface Tie {
  root: number;
  factor: number;
  shift: number;
}

const CONSTANT = -1;

export const affineClasses = (
  rowsCount: number,
  conditions: readonly Condition[],
): AffineClasses => {
  const ties = tieRows(rowsCount, conditions);
  const indexOf = new Map<number, number>();
  const classOf = ties.map(({ root }) => {
    if (root === CONSTANT) return CONSTANT;
    if (!indexOf.has(root)) indexOf.set(root, indexOf.size);
    return indexOf.get(root)!;
  });
  const bounds = Array.from(indexOf, () => ({ lower: -Infinity, upper: Infinity }));
  const between = new Map<string, Condition>();
  for (const condition of conditions) {
    const reduced = substitute(condition, ties, classOf);
    if (reduced.terms.length === 1) tightenBound(bounds, reduced);
    else if (reduced.terms.length > 1) keepTightest(between, reduced);
  }
  return {
    count: indexOf.size,
    classOf,
    bounds,
    conditions: [...between.values()],
    expand: (prices) =>
      Float64Array.from(ties, ({ factor, shift }, row) =>
        classOf[row] === CONSTANT ? shift : factor * prices[classOf[row]!]! + shift,
      ),
  };
};

const tieRows = (rowsCount: number, conditions: readonly Condition[]): Tie[] => {
  const members = new Map<number, number[]>();
  const ties = Array.from({ length: rowsCount }, (_, row): Tie => {
    members.set(row, [row]);
    return { root: row, factor: 1, shift: 0 };
  });
  for (const { bound, sense, terms } of conditions) {
    if (sense !== 'equal' || terms.length > 2) continue;
    const [a, b] = terms.map(([row, coefficient]) => ({ ...ties[row]!, coefficient }));
    tie(ties, members, { a: a!, b, bound });
  }
  return ties;
};

interface Equality {
  readonly a: Tie & { readonly coefficient: number };
  readonly b: (Tie & { readonly coefficient: number }) | undefined;
  readonly bound: number;
}

/** Joins the smaller class to the larger, so that a row moves at most log₂ times. */
const tie = (ties: Tie[], members: Map<number, number[]>, { a, b, bound }: Equality): void => {
  const sides = [a, ...(b ? [b] : [])].map(({ coefficient, factor, root, shift }) => ({
    root,
    factor: coefficient * factor,
    shift: coefficient * shift,
  }));
  const known = sides.reduce((sum, side) => sum + side.shift, 0);
  const open = sides
    .filter(({ root }) => root !== CONSTANT)
    .sort((one, other) => members.get(one.root)!.length - members.get(other.root)!.length);
  const [small, large] = open;
  if (small === undefined || small.root === large?.root) return;
  // small.factor × p + large.factor × q = bound − known
  const target: Tie = {
    root: large?.root ?? CONSTANT,
    factor: large === undefined ? 0 : -large.factor / small.factor,
    shift: (bound - known) / small.factor,
  };
  for (const row of members.get(small.root)!) {
    const { factor, shift } = ties[row]!;
    ties[row] = {
      root: target.root,
      factor: factor * target.factor,
      shift: factor * target.shift + shift,
    };
    if (target.root !== CONSTANT) members.get(target.root)!.push(row);
  }
  members.delete(small.root);
};

const NEGLIGIBLE = 1e-12;

const substitute = (
  { bound, sense, terms }: Condition,
  ties: readonly Tie[],
  classOf: readonly number[],
): Condition => {
  const factors = new Map<number, number>();
  let rest = bound;
  for (const [row, coefficient] of terms) {
    const { factor, shift } = ties[row]!;
    rest -= coefficient * shift;
    const index = classOf[row]!;
    if (index !== CONSTANT) factors.set(index, (factors.get(index) ?? 0) + coefficient * factor);
  }
  const left = [...factors].filter(([, factor]) => Math.abs(factor) > NEGLIGIBLE);
  return { sense, bound: rest, terms: left.sort(([a], [b]) => a - b) };
};

const tightenBound = (
  bounds: { lower: number; upper: number }[],
  { bound, sense, terms }: Condition,
): void => {
  const [index, factor] = terms[0]!;
  const value = bound / factor;
  const fromAbove = sense === 'equal' || (sense === 'at-most') === factor > 0;
  const fromBelow = sense === 'equal' || !fromAbove;
  const range = bounds[index]!;
  if (fromAbove) range.upper = Math.min(range.upper, value);
  if (fromBelow) range.lower = Math.max(range.lower, value);
};

/** Of conditions that differ in their bound only, one says it all. */
const keepTightest = (between: Map<string, Condition>, condition: Condition): void => {
  const scale = Math.abs(condition.terms[0]![1]);
  const key = [
    condition.sense,
    ...condition.terms.map(([index, factor]) => `${index}:${(factor / scale).toPrecision(12)}`),
  ].join('|');
  const scaled: Condition = {
    sense: condition.sense,
    bound: condition.bound / scale,
    terms: condition.terms.map(([index, factor]) => [index, factor / scale] as const),
  };
  const known = between.get(key);
  const isTighter =
    known === undefined ||
    (condition.sense === 'at-most' ? scaled.bound < known.bound : scaled.bound > known.bound);
  if (isTighter) between.set(key, scaled);
};
