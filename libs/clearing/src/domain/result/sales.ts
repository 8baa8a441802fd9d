import { splitByLargestRemainder } from '@trueque/kernel';
import type { SupplyClass, Use } from '../formulation/network.js';
import type { WholeFlow } from './whole-flow.js';

/** Energy one member of a class puts one way. */
export interface Sale {
  readonly peer: number;
  readonly supply: SupplyClass;
  readonly use: Use;
  readonly energyWh: number;
}

/** What a class was called on for, by member and way. */
export interface ClassSplit {
  readonly outputs: readonly { readonly peer: number; readonly energyWh: number }[];
  readonly sales: readonly Sale[];
}

/**
 * Splits a class among its members: each serves itself as the programme said; the rest is shared in
 * proportion to what each has left to offer, and each sends the same share of it every way.
 */
export const splitClass = (supply: SupplyClass, whole: WholeFlow): ClassSplit => {
  const { members, uses } = supply;
  const { sentWh } = whole;
  const ownWh = selfSupply(supply, sentWh);
  const soldWh = sentWh[supply.outputColumn]! - sum(ownWh);
  const shares = splitByLargestRemainder(soldWh, leftToSell(supply, ownWh, whole));
  const remaining = [...shares];
  const sales = uses
    .filter(({ kind }) => kind !== 'self')
    .flatMap((use) => {
      const parts = splitByLargestRemainder(sentWh[use.column]!, remaining);
      parts.forEach((part, index) => (remaining[index]! -= part));
      return parts.map((energyWh, index): Sale => ({
        peer: members[index]!.peer,
        supply,
        use,
        energyWh,
      }));
    });
  return {
    outputs: members.map(({ peer }, index) => ({
      peer,
      energyWh: ownWh[index]! + shares[index]!,
    })),
    sales: sales.filter(({ energyWh }) => energyWh > 0),
  };
};

/** What each member keeps for itself, in the unit of the amounts. */
const selfSupply = ({ members, uses }: SupplyClass, amounts: Float64Array): number[] => {
  const kept = new Map<number, number>();
  for (const use of uses) if (use.kind === 'self') kept.set(use.peer, amounts[use.column]!);
  return members.map(({ peer }) => kept.get(peer) ?? 0);
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
