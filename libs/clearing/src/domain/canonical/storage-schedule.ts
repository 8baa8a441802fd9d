import { digest, zeros } from '@trueque/kernel';
import type { LinearProgram, LpSolver } from '@trueque/linear-program';
import type { BatteryColumns, Network } from '../formulation/network.js';
import { solveOrThrow } from './not-proven.js';
import { openColumns } from './open-columns.js';
import type { OptimalFace } from './optimal-face.js';
import { partOfProgramme } from './part-of-programme.js';

/**
 * Flat tariffs leave a battery free to charge in many hours. Among the optima this takes the one
 * that cycles least, rather early than late; weights drawn from peer and period settle what is left,
 * so that the schedule is unique (almost surely) and knows nothing of the order of columns.
 * Answers a primal vector on the face; only its battery columns are canonical yet.
 */
export const storageSchedule = (
  network: Network,
  face: OptimalFace,
  solver: LpSolver,
): Float64Array => {
  const cost = zeros(network.programme.columnsCount);
  for (const columns of network.batteries) addWeights(network, columns, cost);
  const flow = leastOn(face, { ...network.programme, cost }, solver);
  return shareAmongTwins(network, flow);
};

/** Most columns have no choice on a face: the solver is asked about the others alone, if those leave rows in balance. */
const leastOn = (face: OptimalFace, programme: LinearProgram, solver: LpSolver): Float64Array => {
  const open = openColumns(programme, face);
  if (open.unbalancedRows.length > 0) {
    return solveOrThrow(solver, { ...programme, ...face }).primal;
  }
  const part = partOfProgramme(programme, open, face);
  if (part.columns.length === 0) return open.flow;
  const { primal } = solveOrThrow(solver, part.programme);
  part.columns.forEach((column, index) => (open.flow[column] = primal[index]!));
  return open.flow;
};

/** Later periods weigh a little more, and chance less than one period's step. */
const LATENESS = 2 ** -6;
const CHANCE = 2 ** -12;

const addWeights = ({ market }: Network, columns: BatteryColumns, cost: Float64Array): void => {
  const { id } = market.peers[columns.peer]!;
  columns.charge.forEach((charge, period) => {
    const early = 1 + (LATENESS * period) / market.periodsCount;
    cost[charge] = early + chanceOf([id, market.start, period, 'charge']) * CHANCE;
    const discharge = columns.discharge[period]!;
    cost[discharge] = early + chanceOf([id, market.start, period, 'discharge']) * CHANCE;
  });
};

/** A number in [0, 1) that only the names decide. */
const chanceOf = (names: readonly unknown[]): number =>
  Number.parseInt(digest(names).slice(0, 12), 16) / 16 ** 12;

/**
 * Equal batteries that trade alike are due equal turns: their schedules are averaged. The average of
 * optima is an optimum, and swapping twins changes nothing of the market, so it stays on the face.
 */
const shareAmongTwins = (network: Network, primal: Float64Array): Float64Array => {
  const shared = Float64Array.from(primal);
  for (const twins of twinsOf(network)) {
    if (twins.length < 2) continue;
    for (const kind of ['charge', 'discharge', 'state'] as const) {
      twins[0]![kind].forEach((_, period) => {
        const columns = twins.map((columns) => columns[kind][period]!);
        const mean = columns.reduce((sum, column) => sum + primal[column]!, 0) / twins.length;
        for (const column of columns) shared[column] = mean;
      });
    }
  }
  return shared;
};

const twinsOf = (network: Network): BatteryColumns[][] => {
  const byTraits = new Map<string, BatteryColumns[]>();
  for (const columns of network.batteries) {
    const key = twinKey(network, columns);
    byTraits.set(key, [...(byTraits.get(key) ?? []), columns]);
  }
  return [...byTraits.values()];
};

/** Twins share pool, battery, export cost and roles; a peer with a node of its own has no twin. */
const twinKey = ({ market, periods }: Network, { peer }: BatteryColumns): string => {
  const { battery, community, exportCost, id, roles } = market.peers[peer]!;
  const apart =
    periods.some(({ nodes }) => nodes.some((node) => node.peer === peer)) ||
    market.contracts.some(({ from, to }) => from.peer === peer || to.peer === peer);
  return apart ? id : digest([community, roles, [...exportCost], seriesOf(battery)]);
};

const seriesOf = (battery: object | undefined): unknown =>
  Object.entries(battery ?? {}).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Float64Array ? [...value] : value,
  ]);
