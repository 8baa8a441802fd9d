import { floats, wholeZeros, zeros } from '@trueque/kernel';
import {
  type Basis,
  basisOf,
  fromInside,
  type InteriorOptimum,
  largest,
  type LinearProgram,
  type LpSolution,
  type LpSolver,
  reducedCosts,
  rowResiduals,
} from '@trueque/linear-program';
import { openColumns, type OpenColumns } from '../canonical/open-columns.js';
import type { OptimalFace } from '../canonical/optimal-face.js';
import { type PartOfProgramme, partOfProgramme } from './part-of-programme.js';

/**
 * Solves a programme from prices that are nearly right. Columns that cost clearly more or less than they
 * bring stand at a bound, so that whole communities unravel to a row; what is left, the coupling
 * programme, goes to the solver. Its prices price every column; those that want to move after all join
 * it, until none does: then its answer is the optimum of the whole (sifting).
 */
export const coupledPrices = (
  programme: LinearProgram,
  first: Float64Array,
  solver: LpSolver,
  large = LARGE,
): LpSolution => {
  const state: Sifting = {
    ...{ programme, large },
    joined: new Uint8Array(programme.columnsCount),
    prices: first,
    window: windowAt(first, WINDOW),
    ...{ flow: undefined, isFromInside: false },
  };
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const answer = sift(state, solver);
    if (answer !== undefined) return answer;
  }
  return solver.solve(programme);
};

const ROUNDS_MAX = 40;
/** So many columns in question after a round are more than a simplex method should be asked about. */
export const LARGE = 50_000;
/** How far from indifferent a column may be and still be in question at first, beside the mean price. */
const WINDOW = 0.02;
/** The same where prices are of another kind: nearer by far. */
const NARROW = 1e-6;
/** Where what is in question leaves rows out of balance, much more is in question. */
const WIDER = 8;
/** What a missed kWh costs beside the dearest column. */
const DEARER = 10;
/** kWh below which nothing is missed. */
const MISSED = 1e-8;
/** What the inside may leave out of balance where everything can be served, beside the largest flow. */
const UNSERVED = 1e-6;
/** Less than this is rounding, in currency per kWh and in kWh. */
const NOISE = 1e-10;

interface Sifting {
  readonly programme: LinearProgram;
  readonly large: number;
  /** Columns in question. */
  readonly joined: Uint8Array;
  prices: Float64Array;
  window: number;
  /** What the round before ended with: where the next one begins. */
  flow: Float64Array | undefined;
  /** Whether the prices have come from the inside. */
  isFromInside: boolean;
}

const sift = (state: Sifting, solver: LpSolver): LpSolution | undefined => {
  const { programme } = state;
  const { face, open } = openJoined(state);
  if (open.unbalancedRows.length > 0)
    return { status: 'infeasible', detail: 'rows out of balance' };
  const part = partOfProgramme(programme, open, face);
  if (isAstray(state, part)) return beginInside(state);
  const solution = solvePart(state, part, solver);
  if (solution.status !== 'optimal') return solution;
  state.prices = pricesOf(state, open, { part, dual: solution.dual });
  part.columns.forEach((column, index) => (open.flow[column] = solution.primal[index]!));
  state.flow = open.flow;
  if (joinMoving(state, open.flow)) return undefined;
  const missed = solution.primal.subarray(part.columns.length);
  return missed.some((amount) => amount > MISSED)
    ? { status: 'infeasible', detail: 'not everything can be served' }
    : { ...solution, primal: open.flow, dual: state.prices, basis: undefined };
};

/** The hub's own prices were far off: much is in question though a round has been solved. */
const isAstray = ({ flow, isFromInside, large }: Sifting, { columns }: PartOfProgramme): boolean =>
  columns.length >= large && flow !== undefined && !isFromInside;

/**
 * Begins again from the prices that the whole programme has near the middle of its optima. That takes a few
 * dozen rounds whatever the market, where the simplex method takes minutes for some. Where not everything can be
 * served it comes to rest nowhere, but for the programme whose rows may be missed.
 */
const beginInside = (state: Sifting): undefined => {
  const { programme } = state;
  const near = middleOf(programme);
  const miss = largest(rowResiduals(programme, near.primal));
  const isServed = miss <= UNSERVED * (1 + largest(near.primal));
  state.prices = isServed ? near.dual : middleOf(elastic(programme, priceOfMissing(state))).dual;
  state.window = windowAt(state.prices, NARROW);
  state.joined.fill(0);
  state.flow = undefined;
  state.isFromInside = true;
};

const middleOf = (programme: LinearProgram): InteriorOptimum =>
  fromInside(programme, zeros(programme.columnsCount));

const priceOfMissing = ({ programme }: Sifting): number => DEARER * (1 + largest(programme.cost));

/**
 * What is in question may not serve every row, at first least of all: then rows may be missed at a price that
 * no offer has. It draws in whatever can help, there and nowhere else.
 */
const solvePart = (state: Sifting, part: PartOfProgramme, solver: LpSolver): LpSolution => {
  const { columns, programme, rows } = part;
  if (columns.length === 0) return NOTHING;
  const start = startOf(state, part);
  if (state.flow !== undefined) {
    const solution = solver.solve(programme, start);
    if (solution.status !== 'infeasible') return solution;
  }
  const noneMissed = wholeZeros(columns.length + 2 * rows.length);
  noneMissed.set(start.columns);
  const missing = elastic(programme, priceOfMissing(state));
  return solver.solve(missing, { columns: noneMissed, rows: start.rows });
};

/**
 * Few columns join after the first round, so its answer is nearly that of the next. Before it, columns that cost
 * what they bring are taken to be in use, and those that bring more to be full.
 */
const startOf = (
  { flow, prices }: Sifting,
  { columns, programme, rows }: PartOfProgramme,
): Basis => {
  const dual = floats(rows.length, (index) => prices[rows[index]!]!);
  const primal =
    flow === undefined
      ? flowGuessedAt(programme, dual)
      : floats(columns.length, (index) => flow[columns[index]!]!);
  return basisOf(programme, { primal, dual });
};

export const flowGuessedAt = (programme: LinearProgram, prices: Float64Array): Float64Array => {
  const { lower, upper } = programme;
  return reducedCosts(programme, prices).map((cost, column) => {
    const most = Math.min(upper[column]!, lower[column]! + 1);
    if (Math.abs(cost) <= NOISE) return (lower[column]! + most) / 2;
    return cost > 0 ? lower[column]! : upper[column]!;
  });
};

/** What there is to say of a programme that everything has been settled in. */
const NOTHING: Extract<LpSolution, { status: 'optimal' }> = {
  status: 'optimal',
  objective: 0,
  primal: new Float64Array(0),
  dual: new Float64Array(0),
  iterationsCount: 0,
};

/** The same columns, and after them for each row one that adds to it and one that takes away. */
const elastic = (programme: LinearProgram, price: number): LinearProgram => {
  const { columnsCount, cost, lower, rowsCount, upper } = programme;
  const count = columnsCount + 2 * rowsCount;
  const ofAll = (own: Float64Array, ofMissed: number) =>
    floats(count, (column) => own[column] ?? ofMissed);
  const starts = wholeZeros(count + 1);
  starts.set(programme.starts);
  const end = programme.rows.length;
  const [rows, values] = [wholeZeros(end + 2 * rowsCount), zeros(end + 2 * rowsCount)];
  rows.set(programme.rows);
  values.set(programme.values);
  for (let index = 0; index < 2 * rowsCount; index++) {
    starts[columnsCount + index + 1] = end + index + 1;
    rows[end + index] = index >> 1;
    values[end + index] = index % 2 === 0 ? 1 : -1;
  }
  return {
    ...{ columnsCount: count, rowsCount, rightHandSide: programme.rightHandSide },
    ...{ cost: ofAll(cost, price), lower: ofAll(lower, 0), upper: ofAll(upper, Infinity) },
    ...{ starts, rows, values },
  };
};

/** The columns in question; more join until those that are not leave every row in balance. */
const openJoined = (state: Sifting): { face: OptimalFace; open: OpenColumns } => {
  const { joined, prices, programme } = state;
  const reduced = reducedCosts(programme, prices);
  for (;;) {
    reduced.forEach((cost, column) => {
      const hasNoEnd = cost < 0 && programme.upper[column] === Infinity;
      if (Math.abs(cost) <= state.window || hasNoEnd) joined[column] = 1;
    });
    const face = faceOf(state, reduced);
    const open = openColumns(programme, face);
    if (open.unbalancedRows.length === 0 || joined.every((each) => each === 1))
      return { face, open };
    if (!joinRows(state, open.unbalancedRows)) state.window *= WIDER;
  }
};

const faceOf = ({ joined, programme }: Sifting, reduced: Float64Array): OptimalFace => {
  const lower = Float64Array.from(programme.lower);
  const upper = Float64Array.from(programme.upper);
  for (let column = 0; column < joined.length; column++) {
    if (joined[column] === 1) continue;
    if (reduced[column]! > 0) upper[column] = lower[column]!;
    else lower[column] = upper[column]!;
  }
  return { lower, upper };
};

/** Answers whether any column was not in question yet. */
const joinRows = ({ joined, programme }: Sifting, rows: readonly number[]): boolean => {
  const wanted = new Uint8Array(programme.rowsCount);
  for (const row of rows) wanted[row] = 1;
  let found = false;
  for (let column = 0; column < joined.length; column++) {
    if (joined[column] === 1) continue;
    for (let entry = programme.starts[column]!; entry < programme.starts[column + 1]!; entry++) {
      if (wanted[programme.rows[entry]!] === 0) continue;
      joined[column] = 1;
      found = true;
    }
  }
  return found;
};

/** The solver's prices, and for rows that unravelled what their last column is worth, in reverse. */
const pricesOf = (
  { prices, programme }: Sifting,
  { lastIn }: OpenColumns,
  { dual, part }: { readonly part: PartOfProgramme; readonly dual: Float64Array },
): Float64Array => {
  const { cost, rows, starts, values } = programme;
  const next = Float64Array.from(prices);
  part.rows.forEach((row, index) => (next[row] = dual[index]!));
  for (let index = lastIn.rows.length - 1; index >= 0; index--) {
    const [column, row] = [lastIn.columns[index]!, lastIn.rows[index]!];
    let [worth, share] = [cost[column]!, 1];
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      if (rows[entry] === row) share = values[entry]!;
      else worth -= values[entry]! * next[rows[entry]!]!;
    }
    next[row] = worth / share;
  }
  return next;
};

/** Columns that would move at the new prices join; answers whether there are any. */
const joinMoving = ({ joined, prices, programme }: Sifting, flow: Float64Array): boolean => {
  const { lower, upper } = programme;
  let found = false;
  reducedCosts(programme, prices).forEach((cost, column) => {
    const rises = cost < -NOISE && flow[column]! < upper[column]! - NOISE;
    const falls = cost > NOISE && flow[column]! > lower[column]! + NOISE;
    if (!rises && !falls) return;
    if (joined[column] === 0) found = true;
    joined[column] = 1;
  });
  return found;
};

const windowAt = (prices: Float64Array, share: number): number => {
  const sum = prices.reduce((before, price) => before + Math.abs(price), 0);
  return Math.max(NOISE, (share * sum) / Math.max(1, prices.length));
};
