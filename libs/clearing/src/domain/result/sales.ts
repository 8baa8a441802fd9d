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
export const splitClass = (supply: SupplyClass, { sentWh }: WholeFlow): ClassSplit => {
  const { members, uses } = supply;
  const ownWh = selfSupply(supply, sentWh);
  const soldWh = sentWh[supply.outputColumn]! - sum(ownWh);
  const left = members.map(({ energyKwh }, index) => Math.max(0, energyKwh * 1000 - ownWh[index]!));
  const shares = splitByLargestRemainder(soldWh, left);
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

/** What each member keeps for itself; a peer with two equal steps keeps from the first one first. */
const selfSupply = ({ members, uses }: SupplyClass, sentWh: Float64Array): number[] => {
  const wanted = new Map<number, number>();
  for (const use of uses) if (use.kind === 'self') wanted.set(use.peer, sentWh[use.column]!);
  return members.map(({ energyKwh, peer }) => {
    const keeps = Math.min(wanted.get(peer) ?? 0, Math.ceil(energyKwh * 1000 - 1e-6));
    wanted.set(peer, (wanted.get(peer) ?? 0) - keeps);
    return keeps;
  });
};

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
