import { floats, wholeZeros, zeros } from '@trueque/kernel';
import {
  evenFlow,
  type EvenFlowProblem,
  type EvenTerms,
  type LinearProgram,
} from '@trueque/linear-program';
import type { Network } from '../formulation/network.js';
import { type ColumnRoles, columnRoles } from './column-roles.js';
import { openColumns } from './open-columns.js';
import { type OpenPart, openParts, redundantRows } from './open-parts.js';
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
 * The face alone decides; no point on it needs to be known.
 */
export const shareTies = (network: Network, face: OptimalFace): Float64Array => {
  const { programme } = network;
  const roles = columnRoles(network);
  const quantities = settle(programme, face, {
    weigh: (column) => ({
      weight: isQuantity(roles, column) ? 1 / roles.quantityOf[column]! : 0,
      cost: 0,
    }),
    // Without a quantity that is open there is nothing to share.
    matters: ({ columns }) => columns.some((column) => isQuantity(roles, column)),
  });
  const ways = keepQuantities(face, quantities, roles);
  return settle(programme, ways, {
    weigh: (column) => ({
      weight: 1 / scaleOf(roles, quantities, column),
      cost: roles.distant[column] ? BORDER : roles.local[column] ? SALE : 0,
    }),
    matters: () => true,
  });
};

/** What a sold kWh and one over a border cost beside unevenness, whose slope is at most 1 a column. */
const SALE = 64;
const BORDER = 4096;

interface Objective {
  readonly weigh: (column: number) => Pick<EvenTerms, 'cost' | 'weight'>;
  /** Whether a part needs an answer at all. */
  readonly matters: (part: OpenPart) => boolean;
}

/** Settles what has no choice, then each part of what is left by itself. */
const settle = (
  programme: LinearProgram,
  face: OptimalFace,
  { matters, weigh }: Objective,
): Float64Array => {
  const open = openColumns(programme, face);
  const leftOut = redundantRows(programme, open.isOpen);
  const places = wholeZeros(programme.rowsCount).fill(NOWHERE);
  for (const part of openParts(programme, open.isOpen, leftOut)) {
    if (!matters(part)) continue;
    const asked = placeRows(programme, part, { leftOut, places });
    const answer = evenFlow({
      ...placedEntries(programme, part, places),
      ...termsOf(part, face, weigh),
      rightHandSide: Float64Array.from(asked, (row) => open.leftByRow[row]!),
    });
    part.columns.forEach((column, index) => (open.flow[column] = answer[index]!));
  }
  return open.flow;
};

const NOWHERE = -1;

/** Answers the rows of a part, and says of each the place it has there. */
const placeRows = (
  { rows, starts }: LinearProgram,
  { columns }: OpenPart,
  { leftOut, places }: { readonly leftOut: Uint8Array; readonly places: Int32Array },
): number[] => {
  const placed: number[] = [];
  for (const column of columns) {
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      const row = rows[entry]!;
      if (leftOut[row] === 0 && places[row] === NOWHERE) places[row] = placed.push(row) - 1;
    }
  }
  return placed;
};

const placedEntries = (
  programme: LinearProgram,
  { columns }: OpenPart,
  places: Int32Array,
): Pick<EvenFlowProblem, 'rows' | 'starts' | 'values'> => {
  const starts = wholeZeros(columns.length + 1);
  const rows: number[] = [];
  const values: number[] = [];
  columns.forEach((column, index) => {
    for (let at = programme.starts[column]!; at < programme.starts[column + 1]!; at++) {
      const place = places[programme.rows[at]!]!;
      if (place === NOWHERE) continue;
      rows.push(place);
      values.push(programme.values[at]!);
    }
    starts[index + 1] = rows.length;
  });
  return { starts, rows: Int32Array.from(rows), values: Float64Array.from(values) };
};

const termsOf = (
  { columns }: OpenPart,
  face: OptimalFace,
  weigh: Objective['weigh'],
): Pick<EvenFlowProblem, keyof EvenTerms> => {
  const count = columns.length;
  const [weight, cost] = [zeros(count), zeros(count)];
  columns.forEach((column, index) => {
    const terms = weigh(column);
    weight[index] = terms.weight;
    cost[index] = terms.cost;
  });
  return {
    ...{ weight, cost, target: zeros(count) },
    lower: floats(count, (index) => face.lower[columns[index]!]!),
    upper: floats(count, (index) => face.upper[columns[index]!]!),
  };
};

const isQuantity = ({ quantityOf }: ColumnRoles, column: number): boolean =>
  quantityOf[column]! > 0;

/** Quantities by their capacity, ways by what their class puts out. */
const scaleOf = (roles: ColumnRoles, flow: Float64Array, column: number): number => {
  if (isQuantity(roles, column)) return roles.quantityOf[column]!;
  const owner = roles.classOf[column]!;
  return owner >= 0 && flow[owner]! > 1e-9 ? flow[owner]! : roles.periodScale[column]!;
};

const keepQuantities = (
  face: OptimalFace,
  quantities: Float64Array,
  roles: ColumnRoles,
): OptimalFace => {
  const keep = (bound: Float64Array): Float64Array =>
    floats(bound.length, (column) =>
      isQuantity(roles, column) ? quantities[column]! : bound[column]!,
    );
  return { lower: keep(face.lower), upper: keep(face.upper) };
};
