import type { LinearProgram } from '@trueque/linear-program';
import type { DemandNode, PeriodNetwork, SupplyClass } from '../formulation/network.js';
import { crossing, middleOf } from './crossing.js';

/**
 * Completes prices: given what energy is worth at pools, hubs, borders and contracts, a class of steps is
 * worth what its best way out pays, and a peer with a balance of its own is where its own energy meets
 * its demand. Each community does this for itself. Writes into `prices`, by row.
 */
export const completeLocalPrices = (
  programme: LinearProgram,
  period: PeriodNetwork,
  prices: Float64Array,
): void => {
  const selfSupply = new Map<number, { readonly prices: number[]; readonly amounts: number[] }>();
  for (const supply of period.supplies) {
    const price = worthOf(programme, supply, prices);
    prices[supply.row] = price;
    for (const { column, kind } of supply.uses) {
      if (kind !== 'self') continue;
      const node = headOf(programme, column);
      const own = selfSupply.get(node) ?? { prices: [], amounts: [] };
      selfSupply.set(node, own);
      own.prices.push(price);
      own.amounts.push(programme.upper[column]!);
    }
  }
  for (const group of period.groups) {
    for (const index of group.nodes) {
      const node = period.nodes[index]!;
      if (node.row === group.row) continue;
      const own = selfSupply.get(node.row) ?? { prices: [], amounts: [] };
      if (node.purchaseColumn !== undefined) {
        own.prices.push(prices[group.row]!);
        own.amounts.push(Infinity);
      }
      prices[node.row] = nodePrice(programme, node, own);
    }
  }
};

/** The row a way leads to; columns name the row they leave first. */
export const headOf = ({ rows, starts }: LinearProgram, column: number): number =>
  rows[starts[column]! + 1]!;

export const tailOf = ({ rows, starts }: LinearProgram, column: number): number =>
  rows[starts[column]!]!;

const worthOf = (
  programme: LinearProgram,
  { outputColumn, uses }: SupplyClass,
  prices: Float64Array,
): number => {
  const { cost, lower } = programme;
  // What must run has cost its money either way.
  let best = lower[outputColumn]! > 0 ? -Infinity : cost[outputColumn]!;
  for (const { column, kind } of uses) {
    if (kind !== 'self') best = Math.max(best, prices[headOf(programme, column)]! - cost[column]!);
  }
  return best;
};

const nodePrice = (
  { cost, upper }: LinearProgram,
  { bids, loads, shedColumn }: DemandNode,
  own: { readonly prices: readonly number[]; readonly amounts: readonly number[] },
): number => {
  const [prices, amounts] = [[...own.prices], [...own.amounts]];
  let demandKwh = loads.reduce((sum, { energyKwh }) => sum + energyKwh, 0);
  for (const { column, value } of bids) {
    demandKwh += upper[column]!;
    prices.push(value);
    amounts.push(upper[column]!);
  }
  if (shedColumn !== undefined) {
    prices.push(cost[shedColumn]!);
    amounts.push(upper[shedColumn]!);
  }
  const offers = { prices: Float64Array.from(prices), amounts: Float64Array.from(amounts) };
  const price = middleOf(crossing(offers, demandKwh));
  return Number.isFinite(price) ? price : 0;
};
