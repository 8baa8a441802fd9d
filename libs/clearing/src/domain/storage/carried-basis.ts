import { AT_LOWER, AT_UPPER, BASIC, type Basis, evened } from '@trueque/linear-program';
import type { Network } from '../formulation/network.js';
import { meaningsOf } from './meanings.js';

/** Where a day ended, told by what rows and columns mean: where another day of the same market may start. */
export interface CarriedBasis {
  readonly rows: StateByMeaning;
  readonly columns: StateByMeaning;
}

interface StateByMeaning {
  readonly meanings: Int32Array;
  readonly states: Uint8Array;
}

export const carriedBasis = (network: Network, basis: Basis): CarriedBasis => {
  const { columns, rows } = meaningsOf(network);
  return {
    rows: { meanings: rows, states: Uint8Array.from(basis.rows) },
    columns: { meanings: columns, states: Uint8Array.from(basis.columns) },
  };
};

/** Yesterday's basis for today's programme: columns that are new stay idle, rows that are new stand alone. */
export const startFrom = (network: Network, carried: CarriedBasis): Basis => {
  const { columns, rows } = meaningsOf(network);
  const { upper } = network.programme;
  return evened({
    rows: statesOf(rows, carried.rows, BASIC),
    columns: statesOf(columns, carried.columns, AT_LOWER).map((state, column) =>
      state === AT_UPPER && upper[column] === Infinity ? AT_LOWER : state,
    ),
  });
};

const statesOf = (meanings: Int32Array, carried: StateByMeaning, otherwise: number): Int32Array => {
  const known = new Map<number, number>();
  carried.meanings.forEach((meaning, index) => known.set(meaning, carried.states[index]!));
  return meanings.map((meaning) => known.get(meaning) ?? otherwise);
};
