import type { Append, NewEvent } from './event-log.js';
import type { RecordedEvent } from './event-store.port.js';
import { chain, leafOf } from './hash-chain.js';

/** What the log decided: where the append's events are and when they got there. */
export interface Placed {
  readonly firstPosition: number;
  readonly recordedAt: string;
  /** Hex, one an event. */
  readonly hashes: readonly string[];
}

export const leavesOf = (append: Append): readonly string[] =>
  append.events.map((event, index) =>
    leafOf({
      partition: append.partition,
      stream: append.stream,
      revision: append.after.revision + index + 1,
      id: event.id,
      type: event.type,
      version: event.version,
      occurredAt: append.occurredAt,
      causedBy: append.causedBy,
      correlationId: append.correlationId,
      actor: append.actor,
      commandDigest: index === 0 ? append.commandDigest : null,
      text: event.json,
    }),
  );

/** The place of an append after the last event of its partition. */
export const placedAfter = (
  { position, hash }: Pick<RecordedEvent, 'position' | 'hash'>,
  append: Append,
  recordedAt: string,
): Placed => {
  let before = hash;
  const hashes = leavesOf(append).map((leaf, index) => {
    before = chain(before, { position: position + index + 1, recordedAt }, leaf);
    return before;
  });
  return { firstPosition: position + 1, recordedAt, hashes };
};

export const recordedEvents = (append: Append, placed: Placed): readonly RecordedEvent[] =>
  append.events.map((event, index) => recordedEvent(append, event, index, placed));

const recordedEvent = (
  { partition, stream, after, occurredAt, causedBy, correlationId, actor }: Append,
  { id, type, version, data }: NewEvent,
  index: number,
  { firstPosition, recordedAt, hashes }: Placed,
): RecordedEvent => ({
  partition,
  position: firstPosition + index,
  stream,
  revision: after.revision + index + 1,
  id,
  type,
  version,
  occurredAt,
  recordedAt,
  causedBy,
  correlationId,
  actor,
  data,
  hash: hashes[index] ?? '',
});
