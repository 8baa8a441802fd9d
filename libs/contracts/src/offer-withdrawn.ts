import { z } from 'zod';
import { identifier } from './case-file.js';
import { CREDIT_OBJECTIONS } from './credit-events.js';
import { PRICE_OBJECTIONS } from './life/life-shapes.js';

/** An offer that left the book, and why where its peer did not ask for it. */
export const offerWithdrawnSchema = z.strictObject({
  marketId: identifier,
  auctionId: identifier,
  offerId: identifier,
  peerId: identifier,
  because: z.enum([...CREDIT_OBJECTIONS, ...PRICE_OBJECTIONS]).optional(),
});
