import type { ClearingAnswer } from '@trueque/contracts';
import { largestCommunities, type MarketParties } from './parties.js';
import type { Largest } from './largest.js';

const COMMUNITIES_MAX = 60;

/** Price of a community and the least and greatest that would be optimal too. */
export interface CommunityPrices {
  readonly community: string;
  readonly grid: boolean;
  readonly price: readonly number[];
  readonly least: readonly number[];
  readonly greatest: readonly number[];
}

export const communityPrices = (
  { periods }: ClearingAnswer,
  parties: MarketParties,
): Largest<CommunityPrices> => ({
  rows: largestCommunities(parties, COMMUNITIES_MAX).map((community) => ({
    community,
    grid: parties.gridCommunities.has(community),
    price: periods.map(({ prices }) => prices[community] ?? 0),
    least: periods.map(({ priceBounds }) => priceBounds[community]?.[0] ?? 0),
    greatest: periods.map(({ priceBounds }) => priceBounds[community]?.[1] ?? 0),
  })),
  all: parties.communities.length,
});
