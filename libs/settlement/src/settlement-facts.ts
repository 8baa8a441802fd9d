import type { Offer } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import { InvariantBroken } from '@trueque/kernel';
import { Unwell } from '@trueque/messaging';
import { AuctionEstimates } from './auction-estimates.js';
import { peerOf } from './domain/accounts.js';
import {
  type ClearedAuction,
  type ClearedTrade,
  type GridTariff,
  type LinkOwner,
  periodsPerHourOf,
  type SettlementInput,
} from './domain/facts.js';
import { gridTariffOf, isGridOffer } from './domain/grid-tariff.js';
import { limitsOf, type OfferedMarket } from './domain/market-limits.js';
import {
  type AgreedContract,
  type AuctionClearedData,
  idOf,
  RecordedFacts,
  type RecordedClearing,
  type RecordedMembers,
  type RecordedOffers,
  type RegisteredPeer,
  type Scope,
} from './recorded-facts.js';

export interface KnownFacts extends Required<SettlementInput> {
  /** Of the event that told of a meter last; null where none did, and all is estimated. */
  readonly latestReadingId: string | null;
  /** Where in the log the clearing stands: readings after it are settled at their own event. */
  readonly clearedAt: number;
}

/**
 * All that a settlement rests on, as it was known at the scope's position; undefined where the
 * auction was not cleared yet. Throws `Unwell` while trades of the clearing are missing: they come.
 */
export const factsAt = async (
  store: EventStore,
  scope: Scope,
  estimates = new AuctionEstimates(store, scope),
): Promise<KnownFacts | undefined> => {
  const recorded = new RecordedFacts(store);
  const clearing = await recorded.clearing(scope);
  if (clearing === undefined) return undefined;
  assertComplete(clearing, scope);
  const members = await recorded.members(scope);
  const book = await recorded.book(scope);
  const communities = communitiesOf(clearing.data, members.peers);
  const grids = gridsOf(clearing.data, communities, { ...members, ...book });
  const auction = auctionOf(clearing, grids, members);
  const told = await recorded.told(scope, auction.periods);
  return {
    auction,
    readings: await estimates.complete({
      ...{ auction, told: told.readings, clearedBy: clearing.eventId },
      communityOf: (peerId) => communityOf(communities, peerId),
    }),
    latestReadingId: told.latestEventId,
    limits: limitsOf(offeredMarket(clearing.data, members, book)),
    clearedAt: clearing.position,
  };
};

const assertComplete = ({ data, trades }: RecordedClearing, scope: Scope): void => {
  if (trades.length === data.tradesCount) return;
  throw new Unwell(`${idOf(scope)}: ${trades.length} of ${data.tradesCount} trades are there`);
};

type Communities = ReadonlyMap<string, string>;

/** Community of every peer: where it was cleared, else where it is registered. */
const communitiesOf = (
  { schedules }: AuctionClearedData,
  peers: ReadonlyMap<string, RegisteredPeer>,
): Communities =>
  new Map([
    ...[...peers.values()].map(({ peerId, communityId }) => [peerId, communityId] as const),
    ...schedules.map(({ peerId, communityId }) => [peerId, communityId] as const),
  ]);

const communityOf = (communities: Communities, peerId: string): string => {
  const communityId = communities.get(peerId);
  if (communityId === undefined) {
    throw new InvariantBroken(`a reading of ${peerId}, which was never registered`);
  }
  return communityId;
};

interface Book {
  readonly peers: ReadonlyMap<string, RegisteredPeer>;
  readonly offers: ReadonlyMap<string, Offer>;
}

/** Who is the grid, by its offer or else by its registration; silent where it made no offer. */
const gridsOf = (
  { periods }: AuctionClearedData,
  communities: Communities,
  { peers, offers }: Book,
): GridTariff[] =>
  [...communities].flatMap(([peerId, communityId]) => {
    const offer = offers.get(peerId) ?? { role: peers.get(peerId)?.role ?? 'consumer' };
    return isGridOffer(offer) ? [gridTariffOf({ peerId, communityId }, offer, periods)] : [];
  });

/** Communities that were decoupled traded at the operator's price instead of the grid's. */
const offeredMarket = (
  { periods, mtu, pricing, rung }: AuctionClearedData,
  { communities }: RecordedMembers,
  { offers, rules }: RecordedOffers,
): OfferedMarket => ({
  ...{ periods, communities, offers },
  hours: 1 / periodsPerHourOf({ mtu }),
  marginal: pricing === 'marginal' && rung !== 'decoupled' ? rules : undefined,
});

const auctionOf = (
  { data, trades }: RecordedClearing,
  grids: readonly GridTariff[],
  members: RecordedMembers,
): ClearedAuction => ({
  marketId: data.marketId,
  auctionId: data.auctionId,
  start: data.start,
  mtu: data.mtu,
  periods: data.periods,
  currency: data.currency,
  prices: data.communities.map(({ communityId, priceMicrosPerKwh }) => ({
    communityId,
    priceMicrosPerKwh,
  })),
  peers: data.schedules.map(({ peerId, communityId, importsWh, exportsWh }) => ({
    ...{ peerId, communityId, importsWh, exportsWh },
  })),
  trades: trades.map((trade) => ({ ...trade, owner: ownerOf(trade, data.start, members) })),
  grids,
});

/** Of the contract that held when delivery began, as clearing took it; of none, nobody. */
const ownerOf = (
  { contract }: ClearedTrade,
  start: string,
  { contracts, peers }: RecordedMembers,
): LinkOwner | undefined => {
  const owner = contracts.find(
    (agreed) => nameOf(agreed) === contract && holdsAt(agreed, start),
  )?.owner;
  if (owner === undefined) return undefined;
  return { account: owner, communityId: peers.get(peerOf(owner) ?? '')?.communityId };
};

const nameOf = ({ contract: { from, to } }: AgreedContract): string => `${from}→${to}`;

const holdsAt = ({ validFrom, validTo }: AgreedContract, instant: string): boolean =>
  Date.parse(validFrom) <= Date.parse(instant) &&
  (validTo === undefined || Date.parse(instant) < Date.parse(validTo));
