import { isEventType, type OffersEvent, offersEvents } from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { linkToEvent } from '@trueque/tracing';
import type { AuctionId } from './domain/auction-result.js';
import { type Book, bookOf } from './domain/book.js';

/**
 * The book of an auction as the log had it at a position: market first, then the auction's own
 * stream. What was said later changes nothing, so a replay reads what the clearing read; but the fallback
 * price, where an operator ordered later that it be cleared by it, is that of the order's position.
 */
export const recordedBook = async (
  store: EventStore,
  { auctionId, marketId }: AuctionId,
  position: number,
  orderedAt = position,
): Promise<Book> => {
  const events: OffersEvent[] = [];
  const streams = ['market-', 'trading-rules-'].map((category) => `${category}${marketId}`);
  for (const stream of [...streams, `auction-${marketId}/${auctionId}`]) {
    for await (const event of store.readStream(marketId, stream)) {
      const limit = event.type === 'FallbackPriceSet' ? orderedAt : position;
      if (event.position > limit) continue;
      events.push(...offersEventOf(event));
      if (stream.startsWith('auction-')) linkToEvent(event);
    }
  }
  return bookOf(events);
};

/** Where in the log the gate of an auction closed; undefined where it has not. */
export const gatePosition = async (
  store: EventStore,
  { auctionId, marketId }: AuctionId,
): Promise<number | undefined> => {
  for await (const event of store.readStream(marketId, `auction-${marketId}/${auctionId}`))
    if (event.type === 'GateClosed') return event.position;
  return undefined;
};

/**
 * The book is what the log had when the gate closed; what was agreed before the clearing came is not in it.
 * But where an operator ordered a clearing later, the fallback price is that of the order.
 */
export const bookAtGate = async (
  store: EventStore,
  ids: AuctionId,
  clearedAt: number,
): Promise<Book> => {
  const closedAt = (await gatePosition(store, ids)) ?? clearedAt;
  return recordedBook(store, ids, closedAt, await orderPosition(store, ids, clearedAt));
};

/** Where in the log the operator's word stands that a result followed from; undefined without one. */
const orderPosition = async (
  store: EventStore,
  { auctionId, marketId }: AuctionId,
  clearedAt: number,
): Promise<number | undefined> => {
  let ordered: number | undefined;
  for await (const event of store.readStream(marketId, `clearing-${marketId}/${auctionId}`)) {
    if (event.position >= clearedAt) return ordered;
    if (event.type === 'ReviewDecided') ordered = event.position;
  }
  return ordered;
};

const offersEventOf = ({ data, type }: RecordedEvent): OffersEvent[] =>
  isEventType(type) && type in offersEvents ? [{ type, data } as OffersEvent] : [];
