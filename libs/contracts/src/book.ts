import { compareText, digest } from '@trueque/kernel';
import type { Offer } from './case-file.js';

/** An offer in the book of an auction: submitted, perhaps amended, not withdrawn. */
export interface StandingOffer {
  readonly offerId: string;
  readonly peerId: string;
  readonly offer: Offer;
}

/**
 * SHA-256 of the canonical JSON of `[{offerId, peerId, offer}]` in order of peer id: `bookDigest` of
 * `GateClosed`. Whoever holds the same offers, in whatever order, computes the same.
 */
export const bookDigest = (book: Iterable<StandingOffer>): string =>
  digest(
    Array.from(book, ({ offerId, peerId, offer }) => ({ offerId, peerId, offer })).sort((a, b) =>
      compareText(a.peerId, b.peerId),
    ),
  );
