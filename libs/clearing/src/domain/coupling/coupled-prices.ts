import { floats, wholeZeros, zeros } from '@trueque/kernel';
import {
  basisOf,
  largest,
  type LinearProgram,
  type LpSolution,
  type LpSolver,
  reducedCosts,
  worthAt,
} from '@trueque/linear-program';
import { openColumns, type OpenColumns } from '../canonical/open-columns.js';
import type { OptimalFace } from '../canonical/optimal-face.js';
import { type PartOfProgramme, partOfProgramme } from '../canonical/part-of-programme.js';
import { elasticProgramme } from './elastic-programme.js';

/**
 * Solves a programme from prices that are nearly right. Columns that cost clearly more or less than they
 * bring stand at a bound, so that whole communities unravel to a row; what is left, the coupling
 * programme, goes to the solver. Its prices price every column; those that want to move after all join
 * it, and the solver goes on from the flow it had, until none does: then its answer is the optimum of the
 * whole (sifting).
 */
export const coupledPrices = (
  programme: LinearProgram,
  first: Float64Array,
  solver: LpSolver,
): LpSolution => {
  const state: Sifting = {
    ...{ programme, flow: undefined },
    joined: new Uint8Array(programme.columnsCount),
    prices: first,
    window: windowAt(first),
    missed: zeros(2 * programme.rowsCount),
    restless: 0,
  };
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const answer = sift(state, solver);
    if (answer !== undefined) return answer;
  }
  return solver.solve(programme);
};

const ROUNDS_MAX = 40;
/** How far from indifferent a column may be and still be in question at first, beside the mean price. */
const WINDOW = 0.02;
/** Where what is in question leaves rows out of balance, much more is in question. */
const WIDER = 8;
/** What a missed kWh costs beside the dearest column. */
const DEARER = 10;
/** kWh below which nothing is missed. */
const MISSED = 1e-8;
/** Less than this is rounding, in currency per kWh and in kWh. */
const NOISE = 1e-10;

interface Sifting {
  readonly programme: LinearProgram;
  /** Columns in question. */
  readonly joined: Uint8Array;
  prices: Float64Array;
  window: number;
  /** What the round before ended with: where the next one begins. */
  flow: Float64Array | undefined;
  /** What it missed of each row, and had too much of. */
  readonly missed: Float64Array;
  /** How far all columns that want to move could. */
  restless: number;
}

const sift = (state: Sifting, solver: LpSolver): LpSolution | undefined => {
  const { programme } = state;
  const { face, open } = openJoined(state);
  if (open.unbalancedRows.length > 0)
    return { status: 'infeasible', detail: 'rows out of balance' };
  const part = partOfProgramme(programme, open, face);
  const solution = solvePart(state, part, solver);
  if (solution.status !== 'optimal') return solution;
  state.prices = pricesOf(state, open, { part, dual: solution.dual });
  keepFlow(state, open.flow, { part, primal: solution.primal });
  if (joinMoving(state, open.flow)) return undefined;
  return misses(state)
    ? { status: 'infeasible', detail: 'not everything can be served' }
    : { ...solution, primal: open.flow, dual: state.prices, basis: undefined };
};

/** Of a programme whose rows may be missed the misses come last, two for each row. */
const keepFlow = (
  state: Sifting,
  flow: Float64Array,
  { part, primal }: { readonly part: PartOfProgramme; readonly primal: Float64Array },
): void => {
  part.columns.forEach((column, index) => (flow[column] = primal[index]!));
  state.flow = flow;
  state.missed.fill(0);
  primal.subarray(part.columns.length).forEach((amount, index) => {
    state.missed[2 * part.rows[index >> 1]! + (index % 2)] = amount;
  });
};

const misses = ({ missed }: Sifting): boolean => missed.some((amount) => amount > MISSED);

/** From the round before on, which only more columns can better; before it, or where it missed something, elastic. */
const solvePart = (state: Sifting, part: PartOfProgramme, solver: LpSolver): LpSolution => {
  if (part.columns.length === 0) return NOTHING;
  const dual = floats(part.rows.length, (index) => state.prices[part.rows[index]!]!);
  if (state.flow !== undefined && !misses(state)) {
    const primal = floats(part.columns.length, (index) => state.flow![part.columns[index]!]!);
    const start = basisOf(part.programme, { primal, dual });
    const solution = solver.solve(part.programme, { ...start, isServing: true });
    if (solution.status !== 'infeasible') return solution;
  }
  return solveElastic(state, part, { dual, solver });
};

/**
 * What is in question may not serve every row, at first least of all: then rows may be missed at a price that
 * no offer has. It draws in whatever can help. Where that could bring more than is missed, part of it moves in the
 * end, and bettering the flow finds out which; else all of it does, and a method that mends prices moves it at once.
 */
const solveElastic = (
  state: Sifting,
  { columns, programme, rows }: PartOfProgramme,
  { dual, solver }: { readonly dual: Float64Array; readonly solver: LpSolver },
): LpSolution => {
  const { flow, missed } = state;
  const price = DEARER * (1 + largest(state.programme.cost));
  const elastic = elasticProgramme(programme, price);
  if (flow === undefined) {
    const start = basisOf(programme, { primal: flowGuessedAt(programme, dual), dual });
    const states = wholeZeros(elastic.columnsCount);
    states.set(start.columns);
    return solver.solve(elastic, { columns: states, rows: start.rows });
  }
  const primal = floats(elastic.columnsCount, (index) => {
    const miss = index - columns.length;
    return miss < 0 ? flow[columns[index]!]! : missed[2 * rows[miss >> 1]! + (miss % 2)]!;
  });
  const isServing = sumOf(missed) < state.restless;
  return solver.solve(elastic, { ...basisOf(elastic, { primal, dual }), isServing });
};

/** Columns that cost what they bring are taken to be in use, and those that bring more to be full. */
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
  const next = Float64Array.from(prices);
  part.rows.forEach((row, index) => (next[row] = dual[index]!));
  for (let index = lastIn.rows.length - 1; index >= 0; index--) {
    const [column, row] = [lastIn.columns[index]!, lastIn.rows[index]!];
    const { share, worth } = worthAt(programme, column, { row, prices: next });
    next[row] = worth / share;
  }
  return next;
};

/** Columns that would move at the new prices join; answers whether there are any. */
const joinMoving = (state: Sifting, flow: Float64Array): boolean => {
  const { joined, prices, programme } = state;
  const { lower, upper } = programme;
  let found = false;
  state.restless = 0;
  reducedCosts(programme, prices).forEach((cost, column) => {
    const room = cost < 0 ? upper[column]! - flow[column]! : flow[column]! - lower[column]!;
    if (Math.abs(cost) <= NOISE || room <= NOISE) return;
    if (room !== Infinity) state.restless += room;
    if (joined[column] === 0) found = true;
    joined[column] = 1;
  });
  return found;
};

const sumOf = (amounts: Float64Array): number => amounts.reduce((sum, amount) => sum + amount, 0);

const windowAt = (prices: Float64Array): number =>
  Math.max(NOISE, (WINDOW * sumOf(prices.map(Math.abs))) / Math.max(1, prices.length));
