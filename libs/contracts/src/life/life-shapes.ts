import { z } from 'zod';
import { identifier, offerSchema } from '../case-file.js';
import { instant } from '../event-schema.js';
import { reasonShape } from './reasons.js';
import { tradingRulesSchema } from './trading-rules.js';

const auction = { marketId: identifier, auctionId: identifier };
const ofPeer = { marketId: identifier, peerId: identifier, version: z.int().min(1) };

/** Why an offer was not taken although its peer stands by it. */
export const PRICE_OBJECTIONS = ['price-above-cap', 'price-below-floor'] as const;
export type PriceObjection = (typeof PRICE_OBJECTIONS)[number];

/** What intake says of the life of a market and its auctions, beside offers. */
export const lifeShapes = {
  /** Takes the place of what was set before; holds for auctions scheduled from then on, a review for gates that close. */
  TradingRulesSet: z.strictObject({ marketId: identifier, rules: tradingRulesSchema }),
  /** Said with the schedule where an auction opens later; without it, it is open from its schedule on. */
  OpeningSet: z.strictObject({ ...auction, opensAt: instant }),
  AuctionOpened: z.strictObject({ ...auction, openedAt: instant }),
  /** No offer is taken; where the gate closes meanwhile, the fallback price applies. */
  AuctionSuspended: z.strictObject({ ...auction, ...reasonShape }),
  AuctionResumed: z.strictObject({
    ...auction,
    ...reasonShape,
    state: z.enum(['scheduled', 'open']),
  }),
  AuctionCancelled: z.strictObject({ ...auction, ...reasonShape }),
  /** An offer until further notice: it enters every auction at its opening. Each change is a version. */
  StandingOfferSet: z.strictObject({ ...ofPeer, offer: offerSchema }),
  StandingOfferWithdrawn: z.strictObject(ofPeer),
  /** An auction did not take a standing offer, and why. */
  StandingOfferSkipped: z.strictObject({
    ...auction,
    ...ofPeer,
    code: z.string(),
    detail: z.string(),
  }),
};
