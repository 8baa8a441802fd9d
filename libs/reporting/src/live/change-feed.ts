import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { defer, exhaustMap, type Observable } from 'rxjs';
import { type Positions, ReadablePositions } from './readable-positions.js';

/**
 * How far a listener came in every partition it listens to, and the event that brought it there;
 * the first one says where it starts and has none.
 */
export interface Change {
  readonly event?: RecordedEvent;
  readonly seen: Positions;
}

const BATCH_EVENTS_MAX = 250;

/**
 * Tells of an event once all read models have it: whoever reads them then, reads what it did. In
 * order within a partition, every event once, after the given positions; without positions, from
 * now on. A partition that the positions do not name is told from its beginning.
 */
@Injectable()
export class ChangeFeed {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly readable: ReadablePositions,
  ) {}

  changes(
    after: Positions | undefined,
    hears: Hears,
    { latestOnly }: Telling = { latestOnly: false },
  ): Observable<Change> {
    return defer(() => {
      let progress: Map<string, number> | undefined;
      const next = async function* (this: ChangeFeed, positions: Positions) {
        const readable = await heard(positions, hears);
        const starts = progress === undefined;
        progress ??= new Map(after === undefined ? readable : await heard(after, hears));
        if (starts) yield { seen: new Map(progress) };
        const skipped = latestOnly ? skippedTo(progress, readable) : progress;
        yield* this.between(skipped, readable);
      }.bind(this);
      return this.readable.positions.pipe(exhaustMap(next));
    });
  }

  /** Events after what was seen and up to what can be read; `progress` is moved along. */
  private async *between(progress: Map<string, number>, readable: Positions) {
    for (const [partition, last] of readable)
      for (let next = progress.get(partition) ?? 0; next < last;) {
        const limit = Math.min(BATCH_EVENTS_MAX, last - next);
        const events = await this.store.readPartition(partition, next, limit);
        if (events.length === 0) break;
        for (const event of events) {
          next = event.position;
          progress.set(partition, next);
          yield { event, seen: new Map(progress) };
        }
      }
  }
}

/** How a listener wants to be told. */
export interface Telling {
  /** Of all that became readable at once only the last event of a market: for who then asks anew. */
  readonly latestOnly: boolean;
}

/** Moves along to just before the last event of each partition that there is news of. */
const skippedTo = (progress: Map<string, number>, readable: Positions): Map<string, number> => {
  for (const [partition, last] of readable)
    if (last > (progress.get(partition) ?? 0)) progress.set(partition, last - 1);
  return progress;
};

/** Whether a listener is told of a market. */
export type Hears = (marketId: string) => Promise<boolean>;

const heard = async (positions: Positions, hears: Hears): Promise<Positions> => {
  const heard = new Map<string, number>();
  for (const [partition, position] of positions)
    if (await hears(partition)) heard.set(partition, position);
  return heard;
};
