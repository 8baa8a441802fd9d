import { flags, zeros } from '@trueque/kernel';
import type { Network } from '../formulation/network.js';
import { ArcsOfFlow } from './arcs-of-flow.js';
import { addMembers, type MemberEnds } from './member-arcs.js';
import { selfColumns } from './member-shares.js';
import { roundArcs } from './round-arcs.js';
import type { WholeFlow } from './whole-flow.js';

/**
 * Rounds a flow to whole Wh so that every balance closes exactly and no quantity leaves the two
 * whole numbers around it: a network with balanced fractions has a cycle of fractional arcs (the
 * outside counts as a node), and energy sent round it until an arc is whole harms no balance.
 */
export const wholeFlow = (network: Network, flow: Float64Array): WholeFlow => {
  const { rowsCount } = network.programme;
  const whole: WholeFlow = {
    flow,
    sentWh: zeros(flow.length),
    receivedWh: zeros(flow.length),
    loadWh: zeros(rowsCount),
    partsWh: new Map(),
  };
  const found = new ArcsOfFlow(whole, rowsCount);
  const ends = addMembers(network, whole, found);
  addColumns(network, whole, { found, ends });
  addLoads(network, found);
  roundArcs(found.arcs, found.nodesCount);
  found.writeAll();
  addUp(network, whole);
  return whole;
};

const addColumns = (
  network: Network,
  { flow, partsWh }: WholeFlow,
  { ends, found }: { readonly found: ArcsOfFlow; readonly ends: MemberEnds },
): void => {
  const outside = network.programme.rowsCount;
  const balances = balanceRows(network);
  for (let column = 0; column < flow.length; column++) {
    if (flow[column] === 0 || partsWh.has(column)) continue;
    const { gain, head, tail } = endsOf(network, column, { balances, ends });
    if (head === outside && tail === outside) continue;
    const kwh = Math.max(0, flow[column]!);
    if (gain === 1) found.add({ kind: 'whole', place: column }, [tail, head], kwh);
    else {
      found.add({ kind: 'sent', place: column }, [tail, outside], kwh);
      found.add({ kind: 'received', place: column }, [outside, head], kwh * gain);
    }
  }
};

const addLoads = ({ periods, programme }: Network, found: ArcsOfFlow): void => {
  const outside = programme.rowsCount;
  for (const { nodes } of periods) {
    for (const { loads, row } of nodes) {
      if (loads.length === 0) continue;
      found.add({ kind: 'load', place: row }, [row, outside], programme.rightHandSide[row]!);
    }
  }
};

/** Columns whose members were rounded in their place: what these keep and sell, or get. */
const addUp = ({ periods }: Network, { partsWh, receivedWh, sentWh }: WholeFlow): void => {
  for (const [column, parts] of partsWh) {
    sentWh[column] = parts.reduce((sum, wh) => sum + wh, 0);
  }
  for (const supply of periods.flatMap(({ supplies }) => supplies)) {
    const { outputColumn } = supply;
    if (!partsWh.has(outputColumn)) continue;
    for (const own of selfColumns(supply)) {
      if (own !== undefined) sentWh[outputColumn]! += sentWh[own]!;
    }
  }
  for (const column of partsWh.keys()) receivedWh[column] = sentWh[column]!;
};

/** Rows that balance energy of one period: not a battery's state, not a limit shared by columns. */
const balanceRows = ({ batteries, limitRows, programme }: Network): Uint8Array => {
  const balances = flags(programme.rowsCount).fill(1);
  for (const { rows } of batteries) for (const row of rows) balances[row] = 0;
  for (const row of limitRows) balances[row] = 0;
  return balances;
};

/** Where an arc begins and ends; an end in no balance is outside, the number after the last row. */
const endsOf = (
  { programme }: Network,
  column: number,
  { balances, ends }: { readonly balances: Uint8Array; readonly ends: MemberEnds },
) => {
  let [head, tail, gain] = [programme.rowsCount, programme.rowsCount, 1];
  for (let entry = programme.starts[column]!; entry < programme.starts[column + 1]!; entry++) {
    const row = programme.rows[entry]!;
    if (!balances[row]) continue;
    const value = programme.values[entry]!;
    if (value < 0) tail = row;
    else [head, gain] = [row, value];
  }
  return { head: ends.heads.get(column) ?? head, tail: ends.tails.get(column) ?? tail, gain };
};
