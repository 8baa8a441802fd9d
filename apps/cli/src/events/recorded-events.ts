import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { marketHeads } from '../store/markets.js';

export interface EventsWanted {
  readonly market?: string;
  readonly stream?: string;
  /** First position, from 1. */
  readonly from: number;
  readonly limit: number;
}

const PAGE = 500;

/** Events as they were recorded, market by market, streamed. */
export async function* recordedEvents(
  store: EventStore,
  { from, limit, market, stream }: EventsWanted,
): AsyncGenerator<RecordedEvent> {
  let left = limit;
  for (const { partition } of await marketHeads(store, market)) {
    const events =
      stream === undefined
        ? partitionFrom(store, partition, from)
        : store.readStream(partition, stream);
    for await (const event of events) {
      if (event.position < from) continue;
      if (left === 0) return;
      left -= 1;
      yield event;
    }
  }
}

/** All events of a market from a position on, streamed. */
export async function* partitionFrom(
  store: EventStore,
  partition: string,
  from: number,
): AsyncGenerator<RecordedEvent> {
  let after = from - 1;
  for (;;) {
    const page = await store.readPartition(partition, after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.position;
  }
}
