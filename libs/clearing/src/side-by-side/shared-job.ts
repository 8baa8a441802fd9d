import {
  type LinearProgram,
  type LpSolution,
  preciseDot,
  type Problem,
  type SolverOptions,
} from '@trueque/linear-program';

/** Problems that several threads solve, each whichever is free; all arrays stand in memory that threads share. */
export interface SharedJob {
  /** What the solver is told beside what it is always told. */
  readonly options: SolverOptions | undefined;
  readonly problems: readonly Problem[];
  readonly answers: readonly SharedAnswer[];
  /** By problem: who solves it. */
  readonly takers: Int32Array;
  /** By problem: what came of it. */
  readonly states: Int32Array;
}

interface SharedAnswer {
  readonly primal: Float64Array;
  readonly dual: Float64Array;
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  /** Steps taken, whether there is a basis, and how long the solver's own words are. */
  readonly figures: Int32Array;
  readonly words: Uint8Array;
}

const NOBODY = 0;
/** Who asked for the job to be done. */
export const OWNER = 1;

/** Nothing yet, or lost with the thread that had it; else a place among the statuses. */
const OPEN = 0;
const LOST = 1;
const STATUSES = [
  undefined,
  undefined,
  'optimal',
  'infeasible',
  'unbounded',
  'not-proven',
] as const;

const WORDS_BYTES = 512;
const [STEPS, HAS_BASIS, WORDS_LENGTH] = [0, 1, 2];

export const sharedJob = (
  problems: readonly Problem[],
  options: SolverOptions | undefined,
): SharedJob => ({
  options,
  problems: problems.map(inSharedMemory),
  answers: problems.map(({ programme }) => roomFor(programme)),
  takers: wholes(problems.length),
  states: wholes(problems.length),
});

const wholes = (count: number) => new Int32Array(new SharedArrayBuffer(count * 4));
const reals = (count: number) => new Float64Array(new SharedArrayBuffer(count * 8));

const roomFor = ({ columnsCount, rowsCount }: LinearProgram): SharedAnswer => ({
  primal: reals(columnsCount),
  dual: reals(rowsCount),
  columns: wholes(columnsCount),
  rows: wholes(rowsCount),
  figures: wholes(3),
  words: new Uint8Array(new SharedArrayBuffer(WORDS_BYTES)),
});

const inSharedMemory = ({ programme, start }: Problem): Problem => ({
  programme: {
    columnsCount: programme.columnsCount,
    rowsCount: programme.rowsCount,
    cost: sharedReals(programme.cost),
    lower: sharedReals(programme.lower),
    upper: sharedReals(programme.upper),
    rightHandSide: sharedReals(programme.rightHandSide),
    starts: sharedWholes(programme.starts),
    rows: sharedWholes(programme.rows),
    values: sharedReals(programme.values),
  },
  start: start && {
    ...start,
    columns: sharedWholes(start.columns),
    rows: sharedWholes(start.rows),
  },
});

/** Large arrays stand there already. */
const sharedReals = (values: Float64Array): Float64Array => {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = reals(values.length);
  shared.set(values);
  return shared;
};

const sharedWholes = (values: Int32Array): Int32Array => {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = wholes(values.length);
  shared.set(values);
  return shared;
};

/** The next problem that nobody has taken, which is the taker's from then on. */
export const takeOne = ({ takers }: SharedJob, taker: number): number | undefined => {
  for (let index = 0; index < takers.length; index++) {
    if (Atomics.compareExchange(takers, index, NOBODY, taker) === NOBODY) return index;
  }
  return undefined;
};

export const untakenCount = ({ takers }: SharedJob): number =>
  takers.reduce((count, taker) => count + Number(taker === NOBODY), 0);

/** Writes down an answer, and tells whoever waits for it. */
export const settle = (
  { answers, states }: SharedJob,
  index: number,
  solution: LpSolution,
): void => {
  const { columns, dual, figures, primal, rows, words } = answers[index]!;
  if (solution.status === 'optimal') {
    primal.set(solution.primal);
    dual.set(solution.dual);
    figures[STEPS] = solution.iterationsCount;
    figures[HAS_BASIS] = Number(solution.basis !== undefined);
    columns.set(solution.basis?.columns ?? []);
    rows.set(solution.basis?.rows ?? []);
  } else {
    const text = new TextEncoder().encode(solution.detail).subarray(0, WORDS_BYTES);
    words.set(text);
    figures[WORDS_LENGTH] = text.length;
  }
  tell(states, index, STATUSES.indexOf(solution.status));
};

/** A thread is gone: what it had and did not settle is for somebody else. */
export const giveBack = ({ states, takers }: SharedJob, taker: number): void => {
  takers.forEach((each, index) => {
    if (each === taker) tell(states, index, LOST);
  });
};

/** The first word counts. */
const tell = (states: Int32Array, index: number, state: number): void => {
  Atomics.compareExchange(states, index, OPEN, state);
  Atomics.notify(states, index);
};

/** Waits for an answer; undefined where it was lost with the thread that was to give it. */
export const answerTo = (
  { answers, problems, states }: SharedJob,
  index: number,
): LpSolution | undefined => {
  Atomics.wait(states, index, OPEN);
  const status = STATUSES[Atomics.load(states, index)];
  if (status === undefined) return undefined;
  const { columns, dual, figures, primal, rows, words } = answers[index]!;
  if (status !== 'optimal') {
    return { status, detail: new TextDecoder().decode(words.slice(0, figures[WORDS_LENGTH])) };
  }
  return {
    status,
    objective: preciseDot(problems[index]!.programme.cost, primal),
    primal,
    dual,
    iterationsCount: figures[STEPS]!,
    basis: figures[HAS_BASIS] === 1 ? { columns, rows } : undefined,
  };
};
