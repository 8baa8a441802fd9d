import type { Network, PeriodNetwork, Use } from '../formulation/network.js';

/** What one community brings to the coupling: units that may serve it or be exported, and its demand. */
export interface CommunityOffers {
  /** What a kWh costs where it serves the community: generation and the cost of a local sale. */
  readonly local: number[];
  /** What it costs where it is exported; infinite for demand given up, which leaves no energy to sell. */
  readonly exported: number[];
  readonly energyKwh: number[];
  /** Generation that must run has cost its money either way. */
  readonly mustRun: boolean[];
  /** Load and bids, all to be served at first. */
  demandKwh: number;
}

/**
 * Communities with nothing but what the hub sees of them: who sells does not matter, nor to whom. A bid
 * that is not served, and load that is curtailed, are units as well: they cost what they are worth.
 */
export const communityOffers = (network: Network, period: PeriodNetwork): CommunityOffers[] => {
  const { cost, lower, upper } = network.programme;
  const offers = network.market.communities.map((): CommunityOffers => ({
    local: [],
    exported: [],
    energyKwh: [],
    mustRun: [],
    demandKwh: 0,
  }));
  for (const supply of period.supplies) {
    const { local, open } = salesOf(supply.uses);
    if (local === undefined || open === undefined) continue;
    const own = offers[supply.community]!;
    own.local.push(supply.cost + cost[local]!);
    own.exported.push(supply.cost + cost[open]!);
    own.energyKwh.push(upper[supply.outputColumn]!);
    own.mustRun.push(lower[supply.outputColumn]! > 0);
  }
  for (const node of period.nodes) {
    const own = offers[node.community]!;
    const giveUp = (column: number, value: number): void => {
      own.local.push(value);
      own.exported.push(Infinity);
      own.energyKwh.push(upper[column]!);
      own.mustRun.push(false);
    };
    for (const { energyKwh } of node.loads) own.demandKwh += energyKwh;
    for (const { column, value } of node.bids) {
      own.demandKwh += upper[column]!;
      giveUp(column, value);
    }
    if (node.shedColumn !== undefined) giveUp(node.shedColumn, cost[node.shedColumn]!);
  }
  return offers;
};

const salesOf = (uses: readonly Use[]) => {
  let local: number | undefined;
  let open: number | undefined;
  for (const { column, kind } of uses) {
    if (kind === 'local') local = column;
    else if (kind === 'open') open = column;
  }
  return { local, open };
};
