import { InvariantBroken } from '@trueque/kernel';
import type { SupplyClass, SupplyMember } from '../formulation/network.js';
import { WHOLE } from './round-arcs.js';

/** The column by which each member serves itself; ways to oneself come in the order of members. */
export const selfColumns = ({
  members,
  uses,
}: Pick<SupplyClass, 'members' | 'uses'>): (number | undefined)[] => {
  let next = 0;
  return members.map(({ peer }) => {
    const use = uses[next];
    if (use?.kind !== 'self' || use.peer !== peer) return undefined;
    next += 1;
    return use.column;
  });
};

/** Less than this, in kWh, is noise. */
const SPENT = 1e-8;

/**
 * What each member of a class keeps and sells, in kWh. It sells in proportion to what serving itself leaves it;
 * who serves itself with all it has sells nothing.
 */
export const sharesOf = (supply: SupplyClass, flow: Float64Array) => {
  const keptKwh = selfColumns(supply).map((column) => (column === undefined ? 0 : flow[column]!));
  const left = supply.members.map(({ energyKwh }, index) => {
    const leftKwh = energyKwh - keptKwh[index]!;
    return leftKwh < SPENT ? 0 : leftKwh;
  });
  const sold = Math.max(0, flow[supply.outputColumn]! - sum(keptKwh));
  return { keptKwh, soldKwh: inProportion(sold, left) };
};

/** What each of equal bids gets, in kWh. */
export const gotByMember = (members: readonly SupplyMember[], kwh: number): number[] =>
  inProportion(
    kwh,
    members.map(({ energyKwh }) => energyKwh),
  );

/**
 * Whole parts of a total, as near to their exact shares as can be and none above its cap: everyone gets the
 * floor, and what is left goes by one Wh to the largest remainders, ties to the first. Where ways to
 * oneself were rounded up, the same in reverse takes away what is missing.
 */
export const wholeParts = (
  totalWh: number,
  exactWh: readonly number[],
  capsWh: readonly number[],
): number[] => {
  const grid = exactWh.map((wh) => Math.round(wh * GRID) / GRID);
  const parts = grid.map((wh, index) => Math.min(capsWh[index]!, Math.floor(wh)));
  const remainder = (index: number): number => grid[index]! - Math.floor(grid[index]!);
  const order = grid.map((_, index) => index).sort((a, b) => remainder(b) - remainder(a) || a - b);
  const left = totalWh - sum(parts);
  if (left > 0) nudge(parts, left, { order, mayMove: (index) => parts[index]! < capsWh[index]! });
  else nudge(parts, left, { order: order.toReversed(), mayMove: (index) => parts[index]! > 0 });
  return parts;
};

/** Moves parts by one Wh each, in order, round after round, until nothing is left or none may move. */
const nudge = (
  parts: number[],
  amount: number,
  { mayMove, order }: { readonly order: readonly number[]; mayMove(index: number): boolean },
): void => {
  const step = Math.sign(amount);
  let left = Math.abs(amount);
  while (left > 0) {
    const moving = order.filter(mayMove).slice(0, left);
    if (moving.length === 0) throw new InvariantBroken(`${left} Wh of a class are nobody's`);
    for (const index of moving) parts[index]! += step;
    left -= moving.length;
  }
};

/** The next whole numbers, or the same where only noise is above them; noise of many adds up to no Wh. */
export const wholeAbove = (amountsWh: readonly number[]): number[] =>
  amountsWh.map((wh) => Math.max(0, Math.ceil(wh - WHOLE / amountsWh.length)));

/** Remainders nearer than this part of a Wh are equal, whatever their last bits are. */
const GRID = 2 ** 20;

const inProportion = (total: number, weights: readonly number[]): number[] => {
  const share = total / Math.max(sum(weights), Number.MIN_VALUE);
  return weights.map((weight) => (weight === 0 ? 0 : weight * share));
};

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
