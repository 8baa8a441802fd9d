import type { AnsweredPeriod, ClearingAnswer } from '@trueque/contracts';
import { largestCommunities, type MarketParties } from './parties.js';
import type { Largest } from './largest.js';

const COMMUNITIES_MAX = 24;

/** Where power came from and went, and what was stored (kWh), in one place at one time. */
type Balance = Record<
  | 'generation'
  | 'discharge'
  | 'fromCommunities'
  | 'fromGrid'
  | 'served'
  | 'charge'
  | 'toCommunities'
  | 'toGrid'
  | 'stored',
  number
>;

/** The same period by period; the whole market has no community. */
export type PowerView = { readonly community?: string } & {
  readonly [Part in keyof Balance]: readonly number[];
};

/** The whole market first, then its communities; the main grid is outside of all. */
export const powerViews = (
  parties: MarketParties,
  { periods }: ClearingAnswer,
  hours: number,
): Largest<PowerView> => {
  const balances = periods.map((period) => balancesOf(parties, period, hours));
  const peopled = parties.communities.filter((id) => !parties.gridCommunities.has(id));
  const drawn = largestCommunities({ ...parties, communities: peopled }, COMMUNITIES_MAX);
  return {
    rows: [
      viewOf(balances.map((byCommunity) => wholeOf([...byCommunity.values()]))),
      ...drawn.map((community) => ({
        community,
        ...viewOf(balances.map((byCommunity) => byCommunity.get(community) ?? nothing())),
      })),
    ],
    all: peopled.length,
  };
};

const PARTS = [
  'generation',
  'discharge',
  'fromCommunities',
  'fromGrid',
  'served',
  'charge',
  'toCommunities',
  'toGrid',
  'stored',
] as const;

const nothing = (): Balance => ({
  generation: 0,
  discharge: 0,
  fromCommunities: 0,
  fromGrid: 0,
  served: 0,
  charge: 0,
  toCommunities: 0,
  toGrid: 0,
  stored: 0,
});

const balancesOf = (
  parties: MarketParties,
  period: AnsweredPeriod,
  hours: number,
): Map<string, Balance> => {
  const balances = new Map(parties.communities.map((id) => [id, nothing()]));
  const at = (peer: string) => balances.get(parties.communityOf.get(peer) ?? '') ?? nothing();
  for (const peer of period.peers) {
    if (parties.gridPeers.has(peer.id)) continue;
    const balance = at(peer.id);
    for (const part of ['generation', 'discharge', 'served', 'charge', 'stored'] as const)
      balance[part] += peer[part];
  }
  for (const { buyer, energy, seller } of period.trades) {
    if (parties.gridPeers.has(seller)) at(buyer).fromGrid += energy / hours;
    else if (parties.gridPeers.has(buyer)) at(seller).toGrid += energy / hours;
    else if (at(seller) !== at(buyer)) at(buyer).fromCommunities += energy / hours;
  }
  for (const balance of balances.values()) balance.toCommunities = sentOn(balance);
  return balances;
};

/** What is left of a community's power has gone to other communities, losses on the way included. */
const sentOn = (balance: Balance): number => {
  const { charge, discharge, fromCommunities, fromGrid, generation, served, toGrid } = balance;
  const came = generation + discharge + fromCommunities + fromGrid;
  return Math.max(0, came - served - charge - toGrid);
};

/** What communities exchange among each other is no part of the whole. */
const wholeOf = (balances: readonly Balance[]): Balance => {
  const whole = nothing();
  for (const balance of balances) for (const part of PARTS) whole[part] += balance[part];
  return { ...whole, fromCommunities: 0, toCommunities: 0 };
};

const viewOf = (balances: readonly Balance[]) => {
  const series = (part: keyof Balance) =>
    balances.map((balance) => Math.round(balance[part] * 1e3) / 1e3);
  return {
    generation: series('generation'),
    discharge: series('discharge'),
    fromCommunities: series('fromCommunities'),
    fromGrid: series('fromGrid'),
    served: series('served'),
    charge: series('charge'),
    toCommunities: series('toCommunities'),
    toGrid: series('toGrid'),
    stored: series('stored'),
  };
};
