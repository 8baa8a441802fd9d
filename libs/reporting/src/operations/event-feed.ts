import { Inject, Injectable } from '@nestjs/common';
import type { EventDetail, EventFeed, FeedEvent } from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { badCursor, decodeCursor, encodeCursor, problem } from '@trueque/http';
import type { EventsQuery } from './operations-query.js';

const BLOCK_EVENTS = 500;
/** So much is looked at for one page; whoever searches further asks for the next one. */
const SEARCHED_EVENTS_MAX = 5_000;

/** The log of a market from its newest event back, narrowed to what is looked for. */
@Injectable()
export class EventFeedReader {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async page(marketId: string, query: EventsQuery): Promise<EventFeed> {
    const { limit = 50, cursor, ...wanted } = query;
    let before = cursor === undefined ? (await this.head(marketId)) + 1 : positionOf(cursor);
    const items: FeedEvent[] = [];
    let searched = 0;
    while (before > 1 && items.length < limit && searched < SEARCHED_EVENTS_MAX) {
      const after = Math.max(0, before - 1 - BLOCK_EVENTS);
      const block = await this.store.readPartition(marketId, after, before - 1 - after);
      for (const event of block.toReversed()) {
        if (items.length === limit) break;
        searched += 1;
        before = event.position;
        if (matches(event, wanted)) items.push(feedEvent(event));
      }
    }
    return { items, searched, ...(before > 1 ? { nextCursor: encodeCursor(before) } : {}) };
  }

  async event(marketId: string, position: number): Promise<EventDetail> {
    const [event] = await this.store.readPartition(marketId, position - 1, 1);
    if (event !== undefined) return detailOf(event);
    throw problem(404, 'event-unknown', `Market ${marketId} has no event ${position}.`);
  }

  /** An event by its id, among those of one auction: what a line of a statement rests on. */
  async eventOfAuction(marketId: string, auctionId: string, id: string): Promise<EventDetail> {
    for (const category of ['clearing', 'readings', 'auction', 'settlement'])
      for await (const event of this.store.readStream(
        marketId,
        `${category}-${marketId}/${auctionId}`,
      ))
        if (event.id === id) return detailOf(event);
    throw problem(404, 'event-unknown', `Auction ${auctionId} has no event ${id}.`);
  }

  private async head(marketId: string): Promise<number> {
    const heads = await this.store.heads();
    return heads.find(({ partition }) => partition === marketId)?.position ?? 0;
  }
}

const positionOf = (cursor: string): number => {
  const position = decodeCursor(cursor);
  if (typeof position === 'number' && Number.isSafeInteger(position) && position > 0)
    return position;
  throw badCursor();
};

type Wanted = Omit<EventsQuery, 'limit' | 'cursor'>;

const matches = (event: RecordedEvent, wanted: Wanted): boolean => {
  const { type, auction, peer, correlation, id } = wanted;
  const { auctionId, peerId } = named(event.data);
  return (
    (type === undefined || type.split(',').includes(event.type)) &&
    (id === undefined || event.id === id) &&
    (auction === undefined || auctionId === auction) &&
    (peer === undefined || peerId === peer) &&
    (correlation === undefined || event.correlationId === correlation)
  );
};

const feedEvent = (event: RecordedEvent): FeedEvent => {
  const { position, id, type, stream, revision, occurredAt, recordedAt, actor } = event;
  const { causedBy, correlationId } = event;
  return {
    ...{ position, id, type, stream, revision, occurredAt, recordedAt, actor },
    ...{ causedBy, correlationId, ...named(event.data) },
  };
};

const detailOf = (event: RecordedEvent): EventDetail => ({
  ...feedEvent(event),
  hash: event.hash,
  data: event.data,
});

/** Which auction and peer an event is about, where its data name one. */
const named = (data: unknown): Pick<FeedEvent, 'auctionId' | 'peerId'> => {
  const fields = new Map(Object.entries(typeof data === 'object' && data !== null ? data : {}));
  const text = (name: string) => {
    const value: unknown = fields.get(name);
    return typeof value === 'string' ? value : null;
  };
  return { auctionId: text('auctionId'), peerId: text('peerId') ?? text('sellerId') };
};
