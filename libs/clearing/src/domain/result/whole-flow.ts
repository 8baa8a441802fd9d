import type { Network } from '../formulation/network.js';
import { type Arcs, emptyArcs, roundArcs, WHOLE } from './round-arcs.js';

/** A flow in whole Wh: what each column takes from its tail, and what it brings to its head. */
export interface WholeFlow {
  /** What was rounded, in kWh by column. */
  readonly flow: Float64Array;
  readonly sentWh: Float64Array;
  /** Less than sent where a contract loses energy on the way. */
  readonly receivedWh: Float64Array;
  /** Load of each demand node, by row. */
  readonly loadWh: Float64Array;
}

/**
 * Rounds a flow to whole Wh so that every balance closes exactly and no quantity leaves the two
 * whole numbers around it: a network with balanced fractions has a cycle of fractional arcs (the
 * outside counts as a node), and energy sent round it until an arc is whole harms no balance.
 */
export const wholeFlow = (network: Network, flow: Float64Array): WholeFlow => {
  const { rowsCount } = network.programme;
  const whole = {
    flow,
    sentWh: new Float64Array(flow.length),
    receivedWh: new Float64Array(flow.length),
    loadWh: new Float64Array(rowsCount),
  };
  const { arcs, kinds, places } = fractionalArcs(network, whole);
  roundArcs(arcs, rowsCount + 1);
  kinds.forEach((kind, arc) => write(whole, { kind, place: places[arc]! }, arcs.valuesWh[arc]!));
  return whole;
};

/** What an arc tells of: a column, or one end of a column that loses energy, or a load. */
type Kind = 'whole' | 'sent' | 'received' | 'load';

interface Label {
  readonly kind: Kind;
  /** Its column; of a load its row. */
  readonly place: number;
}

const write = (whole: WholeFlow, { kind, place }: Label, valueWh: number): void => {
  if (kind === 'load') whole.loadWh[place] = valueWh;
  if (kind === 'whole' || kind === 'sent') whole.sentWh[place] = valueWh;
  if (kind === 'whole' || kind === 'received') whole.receivedWh[place] = valueWh;
};

/** The arcs that are not whole yet; those that are, go straight to where they are kept. */
class ArcsOfFlow {
  readonly arcs: Arcs = emptyArcs();
  readonly kinds: Kind[] = [];
  readonly places: number[] = [];

  constructor(private readonly whole: WholeFlow) {}

  add(label: Label, [tail, head]: readonly [number, number], kwh: number): void {
    const valueWh = kwh * 1000;
    const nearest = Math.round(valueWh);
    if (Math.abs(valueWh - nearest) < WHOLE) return write(this.whole, label, nearest + 0);
    this.kinds.push(label.kind);
    this.places.push(label.place);
    this.arcs.tails.push(tail);
    this.arcs.heads.push(head);
    this.arcs.valuesWh.push(valueWh);
  }
}

const fractionalArcs = (network: Network, whole: WholeFlow): ArcsOfFlow => {
  const { flow } = whole;
  const outside = network.programme.rowsCount;
  const balances = balanceRows(network);
  const found = new ArcsOfFlow(whole);
  for (let column = 0; column < flow.length; column++) {
    if (flow[column] === 0) continue;
    const { gain, head, tail } = endsOf(network, column, balances);
    if (head === outside && tail === outside) continue;
    const kwh = Math.max(0, flow[column]!);
    if (gain === 1) found.add({ kind: 'whole', place: column }, [tail, head], kwh);
    else {
      found.add({ kind: 'sent', place: column }, [tail, outside], kwh);
      found.add({ kind: 'received', place: column }, [outside, head], kwh * gain);
    }
  }
  for (const { nodes } of network.periods) {
    for (const { loads, row } of nodes) {
      if (loads.length === 0) continue;
      const kwh = network.programme.rightHandSide[row]!;
      found.add({ kind: 'load', place: row }, [row, outside], kwh);
    }
  }
  return found;
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
