import { splitByLargestRemainder } from '@trueque/kernel';
import type { SupplyClass, Use } from '../formulation/network.js';
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
  const ownWh = selfSupply(supply, sentWh);
  const soldWh = sentWh[supply.outputColumn]! - sum(ownWh);
  const shares = splitByLargestRemainder(soldWh, leftToSell(supply, ownWh, whole));
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

/** What each member keeps for itself, in the unit of the amounts; ways to oneself come in the order of members. */
const selfSupply = ({ members, uses }: SupplyClass, amounts: Float64Array): number[] => {
  let next = 0;
  return members.map(({ peer }) => {
    const use = uses[next];
    if (use?.kind !== 'self' || use.peer !== peer) return 0;
    next += 1;
    return amounts[use.column]!;
  });
};

/** Less than this, in kWh, is noise. */
const SPENT = 1e-8;

/**
 * What each member has left to sell, in Wh. Who serves itself with all it has sells nothing, though
 * whole Wh may leave it a part of one; unless nobody else could give the Wh that rounding asks for.
 */
const leftToSell = (
  supply: SupplyClass,
  ownWh: readonly number[],
  { flow }: WholeFlow,
): readonly number[] => {
  const keptKwh = selfSupply(supply, flow);
  const leftWh = supply.members.map(({ energyKwh }, index) =>
    Math.max(0, energyKwh * 1000 - ownWh[index]!),
  );
  const ofSellers = leftWh.map((left, index) =>
    supply.members[index]!.energyKwh - keptKwh[index]! < SPENT ? 0 : left,
  );
  return sum(ofSellers) > 0 ? ofSellers : leftWh;
};

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
