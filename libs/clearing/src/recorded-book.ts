import { isEventType, type OffersEvent, offersEvents } from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { linkToEvent } from '@trueque/tracing';
import type { AuctionId } from './domain/auction-result.js';
import { type Book, bookOf } from './domain/book.js';

/**
 * The book of an auction as the log had it at a position: market first, then the auction's own
 * stream. What was said later changes nothing, so a replay reads what the clearing read.
 */
export const recordedBook = async (
  store: EventStore,
  { auctionId, marketId }: AuctionId,
  position: number,
): Promise<Book> => {
  const events: OffersEvent[] = [];
  for (const stream of [`market-${marketId}`, `auction-${marketId}/${auctionId}`]) {
    for await (const event of store.readStream(marketId, stream)) {
      if (event.position > position) continue;
      events.push(...offersEventOf(event));
      if (stream.startsWith('auction-')) linkToEvent(event);
    }
  }
  return bookOf(events);
};

/** The book is what the log had when the gate closed; what was agreed before the clearing came is not in it. */
export const bookAtGate = async (
  store: EventStore,
  ids: AuctionId,
  clearedAt: number,
): Promise<Book> => {
  const { auctionId, marketId } = ids;
  for await (const event of store.readStream(marketId, `auction-${marketId}/${auctionId}`))
    if (event.type === 'GateClosed') return recordedBook(store, ids, event.position);
  return recordedBook(store, ids, clearedAt);
};

const offersEventOf = ({ data, type }: RecordedEvent): OffersEvent[] =>
  isEventType(type) && type in offersEvents ? [{ type, data } as OffersEvent] : [];
