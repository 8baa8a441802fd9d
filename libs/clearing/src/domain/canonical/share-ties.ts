import {
  type Entry,
  type EvenColumn,
  evenFlow,
  type LinearProgram,
  rowResiduals,
} from '@trueque/linear-program';
import type { Network, PeriodNetwork, SupplyClass } from '../formulation/network.js';
import { type FreePart, freeParts } from './free-parts.js';
import type { OptimalFace } from './optimal-face.js';

/**
 * The canonical optimum of a face whose batteries are settled, in two steps:
 *
 * 1. *Who*: what every class of steps, bids or unmet load is called on for shares evenly:
 *    least Σ q²/capacity over the face. Strictly convex in q, so q is unique.
 * 2. *Which way*: with q fixed, peers serve themselves before neighbours and neighbours before others
 *    (a sale, and more so a border, costs more than any unevenness is worth), and each class sends the same share of itself each way:
 *    least Σ x²/q. Strictly convex in every column, so the flow is unique.
 *
 * `start` is any point of the face.
 */
export const shareTies = (
  network: Network,
  face: OptimalFace,
  start: Float64Array,
): Float64Array => {
  const roles = columnRoles(network);
  const settled = settle(network.programme, face, start, (part, state) =>
    shareQuantities(network.programme, { ...state, face, part, roles }),
  );
  const fixed = fixQuantities(face, settled, roles);
  return settle(network.programme, fixed, settled, (part, state) =>
    shareWays(network.programme, { ...state, face: fixed, part, roles }),
  );
};

/** What a column's quantity is weighed by. */
interface ColumnRoles {
  /** Output, bid or unmet load: its own capacity. Zero for ways. */
  readonly quantityOf: Float64Array;
  /** For ways: the column whose quantity they divide, or −1. */
  readonly classOf: Int32Array;
  readonly local: Uint8Array;
  readonly distant: Uint8Array;
  /** For ways that no class divides: more than can flow in their period. */
  readonly periodScale: Float64Array;
}

interface PartContext {
  readonly face: OptimalFace;
  readonly flow: Float64Array;
  /** A·flow − b. */
  readonly residuals: Float64Array;
  readonly part: FreePart;
  readonly roles: ColumnRoles;
}

const columnRoles = ({ periods, programme }: Network): ColumnRoles => {
  const { columnsCount, upper } = programme;
  const roles = {
    quantityOf: new Float64Array(columnsCount),
    classOf: new Int32Array(columnsCount).fill(-1),
    local: new Uint8Array(columnsCount),
    distant: new Uint8Array(columnsCount),
    periodScale: new Float64Array(columnsCount).fill(1),
  };
  for (const period of periods) {
    const { distantColumns, nodes, supplies } = period;
    const energyKwh = supplies.reduce((sum, { outputColumn }) => sum + upper[outputColumn]!, 1e-6);
    for (const column of waysOf(period)) roles.periodScale[column] = energyKwh;
    for (const supply of supplies) {
      roles.quantityOf[supply.outputColumn] = upper[supply.outputColumn]!;
      markUses(roles, supply);
    }
    for (const { bids, shedColumn } of nodes) {
      for (const { column } of bids) roles.quantityOf[column] = upper[column]!;
      if (shedColumn !== undefined) roles.quantityOf[shedColumn] = upper[shedColumn]!;
    }
    for (const column of distantColumns) roles.distant[column] = 1;
  }
  return roles;
};

const markUses = (roles: ColumnRoles, { outputColumn, uses }: SupplyClass): void => {
  for (const { column, kind } of uses) {
    roles.classOf[column] = outputColumn;
    if (kind === 'local') roles.local[column] = 1;
  }
};

const waysOf = ({ groups, nodes, supplies, links }: PeriodNetwork): number[] => [
  ...supplies.flatMap(({ uses }) => uses.map(({ column }) => column)),
  ...nodes.flatMap(({ purchaseColumn }) => purchaseColumn ?? []),
  ...links.map(({ throughColumn }) => throughColumn),
  ...groups.flatMap(({ arrivals, hubColumns, localColumn }) => [
    ...hubColumns,
    ...arrivals.map(({ column }) => column),
    ...(localColumn === undefined ? [] : [localColumn]),
  ]),
];

const settle = (
  programme: LinearProgram,
  face: OptimalFace,
  start: Float64Array,
  solve: (part: FreePart, state: Pick<PartContext, 'flow' | 'residuals'>) => Float64Array,
): Float64Array => {
  const flow = start.map((value, column) =>
    Math.min(face.upper[column]!, Math.max(face.lower[column]!, value)),
  );
  const residuals = rowResiduals(programme, flow);
  const before = { flow: Float64Array.from(flow), residuals };
  for (const part of freeParts(programme, face)) {
    const answer = solve(part, before);
    part.columns.forEach((column, index) => (flow[column] = answer[index]!));
  }
  return flow;
};

/** Ways weigh nothing here: any of them may carry the quantities. */
const shareQuantities = (programme: LinearProgram, context: PartContext): Float64Array => {
  const { flow, part, roles } = context;
  // Without a quantity that is free there is nothing to share.
  if (!part.columns.some((column) => isQuantity(roles, column))) {
    return Float64Array.from(part.columns, (column) => flow[column]!);
  }
  return evenFlow({
    ...localRows(programme, context),
    columns: part.columns.map((column) => ({
      ...boundsAndEntries(programme, context, column),
      weight: isQuantity(roles, column) ? 1 / roles.quantityOf[column]! : 0,
      cost: 0,
    })),
  });
};

/** What a sold kWh and one over a border cost beside unevenness, whose slope is at most 1 a column. */
const SALE = 64;
const BORDER = 4096;

const shareWays = (programme: LinearProgram, context: PartContext): Float64Array => {
  const { part, roles } = context;
  const scaleOf = scaleFinder(context);
  return evenFlow({
    ...localRows(programme, context),
    columns: part.columns.map((column) => ({
      ...boundsAndEntries(programme, context, column),
      weight: 1 / scaleOf(column),
      cost: roles.distant[column] ? BORDER : roles.local[column] ? SALE : 0,
    })),
  });
};

const isQuantity = ({ quantityOf }: ColumnRoles, column: number): boolean =>
  quantityOf[column]! > 0;

/** Quantities by their capacity, ways by what their class puts out. */
const scaleFinder =
  ({ flow, roles }: PartContext): ((column: number) => number) =>
  (column) => {
    if (isQuantity(roles, column)) return roles.quantityOf[column]!;
    const owner = roles.classOf[column]!;
    return owner >= 0 && flow[owner]! > 1e-9 ? flow[owner]! : roles.periodScale[column]!;
  };

const fixQuantities = (face: OptimalFace, flow: Float64Array, roles: ColumnRoles): OptimalFace => {
  const keep = (bound: Float64Array): Float64Array =>
    bound.map((value, column) => (isQuantity(roles, column) ? flow[column]! : value));
  return { lower: keep(face.lower), upper: keep(face.upper) };
};

/** What is left for a part's own columns to fill in each of its rows. */
const localRows = (programme: LinearProgram, { flow, part, residuals }: PartContext) => {
  const rightHandSide = new Float64Array(part.placeOf.size);
  for (const [row, place] of part.placeOf) rightHandSide[place] = -residuals[row]!;
  for (const column of part.columns) {
    for (const [row, value] of entriesOf(programme, column)) {
      rightHandSide[part.placeOf.get(row)!]! += value * flow[column]!;
    }
  }
  return { rightHandSide };
};

const boundsAndEntries = (
  programme: LinearProgram,
  { face, part }: PartContext,
  column: number,
): Pick<EvenColumn, 'entries' | 'lower' | 'upper'> => ({
  lower: face.lower[column]!,
  upper: face.upper[column]!,
  entries: entriesOf(programme, column).map(([row, value]): Entry => [
    part.placeOf.get(row)!,
    value,
  ]),
});

const entriesOf = ({ rows, starts, values }: LinearProgram, column: number): Entry[] =>
  Array.from({ length: starts[column + 1]! - starts[column]! }, (_, index): Entry => {
    const entry = starts[column]! + index;
    return [rows[entry]!, values[entry]!];
  });
