import type { RecordedEvent, TransactOptions } from '@trueque/event-store';

/** What clearing decides because of an event, told in a partition. */
export const causedBy = (
  { correlationId, id, occurredAt }: RecordedEvent,
  partition: string,
): TransactOptions => ({ partition, causedBy: id, correlationId, actor: 'clearing', occurredAt });
