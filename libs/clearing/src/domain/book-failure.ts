import type { ClearingsEvent } from '@trueque/contracts';
import type { AuctionId } from './auction-result.js';
import { type Book, whyIncomplete } from './book.js';

type AuctionFailed = Extract<ClearingsEvent, { type: 'AuctionFailed' }>['data'];

/** Why there is nothing to clear: the book is not the one whose gate was closed, or nobody is in it. */
export const bookFailure = (ids: AuctionId, book: Book): AuctionFailed | undefined => {
  const missing = whyIncomplete(book);
  if (missing !== undefined) return failed(ids, 'book-incomplete', missing);
  return book.offers.size === 0 ? failed(ids, 'book-empty', 'nobody made an offer') : undefined;
};

const failed = (
  ids: AuctionId,
  reason: 'book-incomplete' | 'book-empty',
  detail: string,
): AuctionFailed => ({ ...ids, reason, detail, explanation: [] });
