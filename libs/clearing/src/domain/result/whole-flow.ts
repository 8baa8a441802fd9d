import { roundHalfUp } from '@trueque/kernel';
import type { Network } from '../formulation/network.js';

/** A flow in whole Wh: what each column takes from its tail, and what it brings to its head. */
export interface WholeFlow {
  /** What was rounded, in kWh by column. */
  readonly flow: Float64Array;
  readonly sentWh: Float64Array;
  /** Less than sent where a contract loses energy on the way. */
  readonly receivedWh: Float64Array;
  /** Load of each demand node, by row. */
  readonly loadWh: ReadonlyMap<number, number>;
}

/**
 * Rounds a flow to whole Wh so that every balance closes exactly and no quantity leaves the two
 * whole numbers around it: a network with balanced fractions has a cycle of fractional arcs (the
 * outside counts as a node), and energy sent round it until an arc is whole harms no balance. The
 * first arc of a cycle goes to its nearer side. O(arcs × length of a cycle).
 */
export const wholeFlow = (network: Network, flow: Float64Array): WholeFlow => {
  const sentWh = new Float64Array(flow.length);
  const receivedWh = new Float64Array(flow.length);
  const loadWh = new Map<number, number>();
  const write = ({ column, kind, tail, valueWh }: Arc): void => {
    if (kind === 'load') loadWh.set(tail, valueWh);
    if (kind === 'whole' || kind === 'sent') sentWh[column] = valueWh;
    if (kind === 'whole' || kind === 'received') receivedWh[column] = valueWh;
  };
  const fractional = arcsOf(network, flow, write);
  roundArcs(fractional, network.programme.rowsCount);
  fractional.forEach(write);
  return { flow, sentWh, receivedWh, loadWh };
};

interface Arc {
  readonly kind: 'whole' | 'sent' | 'received' | 'load';
  readonly column: number;
  readonly tail: number;
  readonly head: number;
  valueWh: number;
}

/** Noise of the last bits, in Wh: what is this near to a whole number is one. */
const WHOLE = 1e-4;

/** The arcs that are not whole yet; those that are, go straight to where they are kept. */
const arcsOf = (network: Network, flow: Float64Array, keep: (arc: Arc) => void): Arc[] => {
  const outside = network.programme.rowsCount;
  const balances = balanceRows(network);
  const arcs: Arc[] = [];
  const add = (arc: Omit<Arc, 'valueWh'>, kwh: number) => {
    const valueWh = kwh * 1000;
    const nearest = Math.round(valueWh);
    if (Math.abs(valueWh - nearest) < WHOLE) keep({ ...arc, valueWh: nearest + 0 });
    else arcs.push({ ...arc, valueWh });
  };
  for (let column = 0; column < flow.length; column++) {
    if (flow[column] === 0) continue;
    const { gain, head, tail } = endsOf(network, column, balances);
    if (head === outside && tail === outside) continue;
    const kwh = Math.max(0, flow[column]!);
    if (gain === 1) {
      add({ kind: 'whole', column, tail, head }, kwh);
    } else {
      add({ kind: 'sent', column, tail, head: outside }, kwh);
      add({ kind: 'received', column, tail: outside, head }, kwh * gain);
    }
  }
  for (const row of loadRows(network)) {
    const kwh = network.programme.rightHandSide[row]!;
    add({ kind: 'load', column: -1, tail: row, head: outside }, kwh);
  }
  return arcs;
};

/** Rows that balance energy of one period: not a battery's state, not a limit shared by columns. */
const balanceRows = ({ batteries, limitRows, programme }: Network): Uint8Array => {
  const balances = new Uint8Array(programme.rowsCount).fill(1);
  for (const { rows } of batteries) for (const row of rows) balances[row] = 0;
  for (const row of limitRows) balances[row] = 0;
  return balances;
};

/** Where an arc begins and ends; an end in no balance is outside, the number after the last row. */
const endsOf = ({ programme }: Network, column: number, balances: Uint8Array) => {
  let [head, tail, gain] = [programme.rowsCount, programme.rowsCount, 1];
  for (let entry = programme.starts[column]!; entry < programme.starts[column + 1]!; entry++) {
    const row = programme.rows[entry]!;
    if (!balances[row]) continue;
    const value = programme.values[entry]!;
    if (value < 0) tail = row;
    else [head, gain] = [row, value];
  }
  return { head, tail, gain };
};

const loadRows = ({ periods }: Network): number[] =>
  periods.flatMap(({ nodes }) =>
    nodes.filter(({ loads }) => loads.length > 0).map(({ row }) => row),
  );

const isFractional = ({ valueWh }: Arc): boolean => valueWh !== Math.round(valueWh);

/** Fractional arcs by node; a hub has as many as there are sellers, so what is whole is passed for good. */
interface Places {
  readonly arcsAt: readonly (readonly Arc[] | undefined)[];
  /** First arc of each node that may still be fractional. */
  readonly nextAt: Int32Array;
}

const roundArcs = (fractional: readonly Arc[], outside: number): void => {
  const arcsAt: (Arc[] | undefined)[] = Array.from({ length: outside + 1 });
  for (const arc of fractional) {
    (arcsAt[arc.tail] ??= []).push(arc);
    (arcsAt[arc.head] ??= []).push(arc);
  }
  const places = { arcsAt, nextAt: new Int32Array(outside + 1) };
  for (const arc of fractional) while (isFractional(arc)) roundSomeArc(arc, places);
};

/** One step of a walk, and whether it goes with the arc or against it. */
interface Leg {
  readonly arc: Arc;
  readonly forward: boolean;
  readonly from: number;
}

/** Walks along fractional arcs until a node comes up again, then makes one arc of that cycle whole. */
const roundSomeArc = (first: Arc, places: Places): void => {
  const legs: Leg[] = [{ arc: first, forward: true, from: first.tail }];
  const seen = new Map([[first.tail, 0]]);
  let node = first.head;
  while (!seen.has(node)) {
    seen.set(node, legs.length);
    const arc = nextArc(places, node, legs.at(-1)!.arc);
    if (arc === undefined) {
      // Noise left a node with one fractional arc: nothing can balance it but the nearest whole.
      const { arc: last } = legs.at(-1)!;
      last.valueWh = roundHalfUp(last.valueWh);
      return;
    }
    const forward = arc.tail === node;
    legs.push({ arc, forward, from: node });
    node = forward ? arc.head : arc.tail;
  }
  push(legs.slice(seen.get(node)));
};

const nextArc = ({ arcsAt, nextAt }: Places, node: number, previous: Arc): Arc | undefined => {
  const candidates = arcsAt[node] ?? [];
  while (nextAt[node]! < candidates.length && !isFractional(candidates[nextAt[node]!]!)) {
    nextAt[node]! += 1;
  }
  for (let index = nextAt[node]!; index < candidates.length; index++) {
    const arc = candidates[index]!;
    if (arc !== previous && isFractional(arc)) return arc;
  }
  return undefined;
};

const push = (cycle: readonly Leg[]): void => {
  const first = cycle[0]!;
  const fraction = first.arc.valueWh - Math.floor(first.arc.valueWh);
  const up = fraction >= 0.5 - WHOLE === first.forward;
  const room = ({ arc, forward }: Leg): number =>
    forward === up ? Math.ceil(arc.valueWh) - arc.valueWh : arc.valueWh - Math.floor(arc.valueWh);
  const amount = Math.min(...cycle.map(room));
  for (const { arc, forward } of cycle) {
    arc.valueWh += forward === up ? amount : -amount;
    const nearest = Math.round(arc.valueWh);
    if (Math.abs(arc.valueWh - nearest) < WHOLE) arc.valueWh = nearest + 0;
  }
};
