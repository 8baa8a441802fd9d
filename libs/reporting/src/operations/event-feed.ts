import { Inject, Injectable } from '@nestjs/common';
import type { EventDetail, EventFeed, FeedEvent } from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { decodeCursor, encodeCursor, problem } from '@trueque/http';
import type { EventsQuery } from './operations-query.js';

const BLOCK_EVENTS = 500;
/** So many are fetched for one page; whoever searches further asks for the next one. */
const FETCHED_EVENTS_MAX = 5_000;
/** Where nothing of the wanted types is found, the next block is so many times as long. */
const GROWTH = 8;

/** A stretch of the log: after one position and before another. */
interface Block {
  readonly after: number;
  readonly before: number;
}

/** The log of a market from its newest event back, narrowed to what is looked for. */
@Injectable()
export class EventFeedReader {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async page(marketId: string, query: EventsQuery): Promise<EventFeed> {
    const { limit = 50, cursor, ...wanted } = query;
    const first = cursor === undefined ? (await this.head(marketId)) + 1 : positionOf(cursor);
    const items: FeedEvent[] = [];
    let before = first;
    for await (const { events, after } of this.blocksBack(marketId, first, wanted.type)) {
      for (const event of events.toReversed()) {
        if (items.length === limit) break;
        before = event.position;
        if (matches(event, wanted)) items.push(feedEvent(event));
      }
      if (items.length === limit) break;
      before = after + 1;
    }
    const searched = first - before;
    return { items, searched, ...(before > 1 ? { nextCursor: encodeCursor(before) } : {}) };
  }

  /**
   * Events of the wanted types, block by block from the newest back. Rare ones are looked for in ever
   * longer blocks, of which only they are fetched; where they turn out to be many, in short ones again.
   */
  private async *blocksBack(marketId: string, first: number, types: string | undefined) {
    let [before, length, fetched] = [first, BLOCK_EVENTS, 0];
    while (before > 1 && fetched < FETCHED_EVENTS_MAX) {
      const block = { after: Math.max(0, before - 1 - length), before };
      const events = await this.within(marketId, block, types);
      if (events.length >= BLOCK_EVENTS && length > BLOCK_EVENTS) {
        length = BLOCK_EVENTS;
        continue;
      }
      yield { events, after: block.after };
      fetched += types === undefined ? length : events.length;
      before = block.after + 1;
      length = types !== undefined && events.length === 0 ? length * GROWTH : BLOCK_EVENTS;
    }
  }

  private async within(marketId: string, { after, before }: Block, types: string | undefined) {
    const limit = Math.min(before - 1 - after, BLOCK_EVENTS);
    const events = await this.store.readPartition(marketId, after, limit, types?.split(','));
    return events.filter(({ position }) => position < before);
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
  throw problem(400, 'bad-cursor', 'cursor is not one that a page of this list gave');
};

type Wanted = Omit<EventsQuery, 'limit' | 'cursor'>;

const matches = (event: RecordedEvent, { type, auction, peer, correlation }: Wanted): boolean => {
  const { auctionId, peerId } = named(event.data);
  return (
    (type === undefined || type.split(',').includes(event.type)) &&
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
