import { splitByLargestRemainder } from '@trueque/kernel';
import type { DemandNode, SupplyMember } from '../formulation/network.js';
import { gotByMember, wholeAbove, wholeParts } from './member-shares.js';
import { type PeriodTables, placeOf } from './outcome.js';
import type { WholeFlow } from './whole-flow.js';

/** Splits a node's demand among its peers: equal bids and shortage in proportion, whole Wh. */
export const writeDemand = (
  node: DemandNode,
  { flow, loadWh, partsWh, sentWh }: WholeFlow,
  tables: PeriodTables,
): void => {
  const { dispatch } = tables;
  writeLoads(node, loadWh[node.row]!, { sentWh, tables });
  for (const { column, members } of node.bids) {
    const parts = partsWh.get(column) ?? bidParts(members, sentWh[column]!, flow[column]!);
    members.forEach(({ peer }, index) => {
      dispatch.servedWh[placeOf(tables, peer)]! += parts[index]!;
    });
  }
  for (const { column, peer } of node.charges) {
    dispatch.chargeWh[placeOf(tables, peer)]! += sentWh[column]!;
  }
};

/** What each of equal bids gets, in Wh. */
const bidParts = (members: readonly SupplyMember[], totalWh: number, kwh: number): number[] => {
  if (members.length === 1) return [totalWh];
  const exactWh = gotByMember(members, kwh * 1000);
  return wholeParts(totalWh, exactWh, wholeAbove(exactWh));
};

const writeLoads = (
  { loads, shedColumn }: DemandNode,
  loadWh: number,
  { sentWh, tables }: { readonly sentWh: Float64Array; readonly tables: PeriodTables },
): void => {
  const weights = loads.map(({ energyKwh }) => energyKwh);
  const wanted = splitByLargestRemainder(loadWh, weights);
  const shed = shedColumn === undefined ? 0 : sentWh[shedColumn]!;
  const sheds = splitByLargestRemainder(shed, wanted);
  loads.forEach(({ peer }, index) => {
    const place = placeOf(tables, peer);
    tables.dispatch.loadWh[place]! += wanted[index]!;
    tables.dispatch.servedWh[place]! += wanted[index]! - sheds[index]!;
  });
};

/** What a peer must get from somewhere: what is served, and what it charges. */
export const neededWh = (tables: PeriodTables, peer: number): number => {
  const { chargeWh, servedWh } = tables.dispatch;
  const place = placeOf(tables, peer);
  return servedWh[place]! + chargeWh[place]!;
};

/** Peers of a node that load, bid or charge, each once. */
export const buyersAt = ({ bids, charges, loads }: DemandNode): readonly number[] => {
  const buyers = loads.map(({ peer }) => peer);
  if (bids.length === 0 && charges.length === 0) return buyers;
  const others = [...bids.flatMap(({ members }) => members), ...charges].map(({ peer }) => peer);
  return [...new Set([...buyers, ...others])];
};
