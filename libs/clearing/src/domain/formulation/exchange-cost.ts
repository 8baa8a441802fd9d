import type { MarketRules } from '@trueque/contracts';
import type { Contract } from '../market/market.js';

/** Cβ of a link: what a seller with this export cost pays to get a kWh across (market model §2). */
export const localLinkCost = (rules: MarketRules, exportCost: number): number =>
  rules.structure === 'p2p' ? exportCost : 0;

export const contractLinkCost = (
  { exportCost, surcharge }: Contract,
  period: number,
  sellerExportCost: number,
): number => exportCost?.[period] ?? sellerExportCost + (surcharge?.[period] ?? 0);

/**
 * Cα + Cβ of one kWh sent. `delivered` is the share that arrives, because Cα is per kWh imported.
 * Under `uniform` the operator's one figure stands for both, whatever the link.
 */
export const exchangeCost = (
  rules: MarketRules,
  { sellerCost, linkCost, delivered }: Exchange,
): number => {
  if (rules.tradeCost === 'export') return linkCost;
  if (rules.tradeCost === 'seller-cost') return linkCost + sellerCost * delivered;
  return rules.tradeCost.uniform * delivered;
};

export interface Exchange {
  readonly sellerCost: number;
  readonly linkCost: number;
  readonly delivered: number;
}

/** Whether serving oneself is cheaper than selling to a neighbour, so that it must be told apart. */
export const selfSupplyMatters = (rules: MarketRules): boolean =>
  rules.structure === 'p2p' || rules.tradeCost !== 'export';
