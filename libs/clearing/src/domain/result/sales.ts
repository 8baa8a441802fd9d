import { splitByLargestRemainder } from '@trueque/kernel';
import type { SupplyClass, Use } from '../formulation/network.js';
import { selfColumns, sharesOf, wholeAbove, wholeParts } from './member-shares.js';
import { type PeriodTables, placeOf } from './outcome.js';
import type { WholeFlow } from './whole-flow.js';

/** Energy one member of a class puts one way. */
export interface Sale {
  readonly peer: number;
  readonly supply: SupplyClass;
  readonly use: Use;
  readonly energyWh: number;
}

/**
 * Splits a class among its members: each serves itself as the programme said; the rest is shared in
 * proportion to what each has left to offer, and each sends the same share of it every way.
 */
export const splitClass = (
  supply: SupplyClass,
  whole: WholeFlow,
  tables: PeriodTables,
): readonly Sale[] => {
  const { members, uses } = supply;
  const { sentWh } = whole;
  if (sentWh[supply.outputColumn] === 0) return [];
  const ownWh = selfColumns(supply).map((column) => (column === undefined ? 0 : sentWh[column]!));
  const shares = soldWh(supply, whole, ownWh);
  const made = supply.battery === undefined ? 'generationWh' : 'dischargeWh';
  members.forEach(({ peer }, index) => {
    tables.dispatch[made][placeOf(tables, peer)]! += ownWh[index]! + shares[index]!;
  });
  const sales: Sale[] = [];
  for (const use of uses) {
    if (use.kind === 'self' || sentWh[use.column] === 0) continue;
    splitByLargestRemainder(sentWh[use.column]!, shares).forEach((energyWh, index) => {
      shares[index]! -= energyWh;
      if (energyWh > 0) sales.push({ peer: members[index]!.peer, supply, use, energyWh });
    });
  }
  return sales;
};

/** What each member sells, in Wh; with what it keeps never a whole Wh more than it is due. */
const soldWh = (
  supply: SupplyClass,
  { flow, partsWh, sentWh }: WholeFlow,
  ownWh: readonly number[],
): number[] => {
  const parts = partsWh.get(supply.outputColumn);
  if (parts !== undefined) return [...parts];
  const totalWh = ownWh.reduce((left, wh) => left - wh, sentWh[supply.outputColumn]!);
  if (supply.members.length === 1) return [totalWh];
  const { keptKwh, soldKwh } = sharesOf(supply, flow);
  const dueWh = wholeAbove(soldKwh.map((kwh, index) => (kwh + keptKwh[index]!) * 1000));
  return wholeParts(
    totalWh,
    soldKwh.map((kwh) => kwh * 1000),
    dueWh.map((wh, index) => wh - ownWh[index]!),
  );
};
