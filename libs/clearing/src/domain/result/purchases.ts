import { splitByLargestRemainder } from '@trueque/kernel';
import type { DemandNode } from '../formulation/network.js';
import type { WholeFlow } from './whole-flow.js';

/** What one peer takes at a node. */
export interface Demand {
  readonly peer: number;
  loadWh: number;
  shedWh: number;
  boughtWh: number;
  chargeWh: number;
}

/** Splits a node's demand among its peers: equal bids and shortage in proportion, whole Wh. */
export const splitDemand = (node: DemandNode, { loadWh, sentWh }: WholeFlow): Demand[] => {
  const demands = new Map<number, Demand>();
  const of = (peer: number): Demand => {
    const known = demands.get(peer) ?? { peer, loadWh: 0, shedWh: 0, boughtWh: 0, chargeWh: 0 };
    demands.set(peer, known);
    return known;
  };
  const weights = node.loads.map(({ energyKwh }) => energyKwh);
  const loads = splitByLargestRemainder(loadWh.get(node.row) ?? 0, weights);
  const shed = node.shedColumn === undefined ? 0 : sentWh[node.shedColumn]!;
  const sheds = splitByLargestRemainder(shed, loads);
  node.loads.forEach(({ peer }, index) => {
    of(peer).loadWh += loads[index]!;
    of(peer).shedWh += sheds[index]!;
  });
  for (const { column, members } of node.bids) {
    const parts = splitByLargestRemainder(
      sentWh[column]!,
      members.map(({ energyKwh }) => energyKwh),
    );
    members.forEach(({ peer }, index) => (of(peer).boughtWh += parts[index]!));
  }
  for (const { column, peer } of node.charges) of(peer).chargeWh += sentWh[column]!;
  return [...demands.values()];
};

export const neededWh = ({ boughtWh, chargeWh, loadWh, shedWh }: Demand): number =>
  loadWh - shedWh + boughtWh + chargeWh;
