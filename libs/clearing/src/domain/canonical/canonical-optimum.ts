import type { LpSolver } from '@trueque/linear-program';
import type { Network } from '../formulation/network.js';
import { type OptimalFace, optimalFace } from './optimal-face.js';
import { type Potentials, potentials } from './potentials.js';
import { shareTies } from './share-ties.js';
import { storageSchedule } from './storage-schedule.js';

/** The one optimum and the one price vector that everybody who clears this market finds. */
export interface CanonicalOptimum {
  /** kWh by column. */
  readonly flow: Float64Array;
  readonly potentials: Potentials;
}

/**
 * From any proven optimum to the canonical one: its dual describes the face of all optima, batteries
 * are settled first since they couple periods, then every tie is shared, then prices are set.
 */
export const canonicalOptimum = (
  network: Network,
  solution: { readonly dual: Float64Array; readonly sharedFlow?: Float64Array },
  solver: LpSolver,
): CanonicalOptimum => {
  const flow =
    solution.sharedFlow ?? shareTies(network, settledFace(network, solution.dual, solver));
  return pricedFlow(network, flow, solver);
};

/** The canonical optimum whose flow is known already: what is left are its prices. */
export const pricedFlow = (
  network: Network,
  flow: Float64Array,
  solver: LpSolver,
): CanonicalOptimum => {
  const idle = idlePools(network, flow);
  return { flow, potentials: potentials({ programme: network.programme, flow, idle }, solver) };
};

const settledFace = (network: Network, dual: Float64Array, solver: LpSolver): OptimalFace => {
  const face = optimalFace(network.programme, dual);
  return network.batteries.length === 0
    ? face
    : withBatteriesFixed(network, face, storageSchedule(network, face, solver));
};

/** Less than this, in kWh, is noise. */
const TRADED = 1e-8;

/** Rows of communities into which no energy comes. */
const idlePools = ({ periods, programme }: Network, flow: Float64Array): Set<number> => {
  const rows = new Set(periods.flatMap(({ pools }) => pools.map(({ row }) => row)));
  for (let column = 0; column < programme.columnsCount; column++) {
    if (flow[column]! <= TRADED) continue;
    for (let entry = programme.starts[column]!; entry < programme.starts[column + 1]!; entry++) {
      if (programme.values[entry]! > 0) rows.delete(programme.rows[entry]!);
    }
  }
  return rows;
};

const withBatteriesFixed = (
  { batteries }: Network,
  face: OptimalFace,
  flow: Float64Array,
): OptimalFace => {
  const lower = Float64Array.from(face.lower);
  const upper = Float64Array.from(face.upper);
  for (const { charge, discharge, state } of batteries) {
    for (const column of [...charge, ...discharge, ...state]) {
      lower[column] = upper[column] = flow[column]!;
    }
  }
  return { lower, upper };
};
