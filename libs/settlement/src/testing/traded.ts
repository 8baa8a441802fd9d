import type { ClearedTrade } from '../domain/facts.js';

/** `[seller, its community]`. */
type Party = readonly [peerId: string, communityId: string];

interface Terms {
  readonly wh: number;
  /** Of it, what the buyer receives; everything when not said. */
  readonly arrivedWh?: number;
  readonly buyerPays: number;
  readonly sellerGets: number;
  readonly linkCost?: number;
  readonly contract?: string;
  readonly owner?: ClearedTrade['owner'];
}

/** A trade of one period as a sentence: `traded(['P3', 'C2'], ['P2', 'C3'], { wh, buyerPays, … })`. */
export const traded = (
  [sellerId, sellerCommunityId]: Party,
  [buyerId, buyerCommunityId]: Party,
  { wh, arrivedWh = wh, buyerPays, sellerGets, linkCost = 0, contract, owner }: Terms,
): ClearedTrade => ({
  eventId: `${sellerId}→${buyerId}`,
  ...{ sellerId, buyerId, sellerCommunityId, buyerCommunityId, contract, owner },
  energyWh: [arrivedWh],
  sentWh: [wh],
  buyerPriceMicrosPerKwh: [buyerPays],
  sellerPriceMicrosPerKwh: [sellerGets],
  linkCostMicrosPerKwh: [linkCost],
});
