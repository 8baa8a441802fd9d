import type { RecordedEvent, TransactOptions } from './event-store.port.js';

/** What is decided because of an event, by whom: in the event's partition, unless another one is named. */
export const becauseOf = (
  { correlationId, id, occurredAt, partition }: RecordedEvent,
  actor: string,
  elsewhere = partition,
): TransactOptions => ({ partition: elsewhere, causedBy: id, correlationId, actor, occurredAt });
