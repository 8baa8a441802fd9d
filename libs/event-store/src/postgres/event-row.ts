import { isoInstant } from '@trueque/kernel';
import type { KeptEvent, RecordedEvent } from '../event-store.port.js';

/** One event as the database gives it; `data` as the text that was kept. */
export interface EventRow {
  readonly partition: string;
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly caused_by: string;
  readonly correlation_id: string;
  readonly actor: string;
  readonly command_digest: string | null;
  readonly data: string;
  readonly hash: string;
}

/** Selects `EventRow`s; the caller goes on with `where`. */
export const SELECT_EVENTS = `
  select l.partition, e.position, s.name as stream, e.revision, e.id, e.type, e.version,
         e.occurred_at, e.recorded_at, e.caused_by,
         coalesce(e.correlation_id, e.caused_by) as correlation_id, e.actor,
         encode(e.command_digest, 'hex') as command_digest, e.data::text as data,
         encode(e.hash, 'hex') as hash
    from es.event e
    join es.stream s on s.stream_no = e.stream_no
    join es.ledger l on l.partition_no = e.partition_no`;

export const recordedEventOf = (row: EventRow): RecordedEvent => ({
  ...envelopeOf(row),
  data: JSON.parse(row.data),
});

export const keptEventOf = (row: EventRow): KeptEvent => ({ ...envelopeOf(row), text: row.data });

const envelopeOf = (row: EventRow): Omit<RecordedEvent, 'data'> => ({
  partition: row.partition,
  position: Number(row.position),
  stream: row.stream,
  revision: row.revision,
  id: row.id,
  type: row.type,
  version: row.version,
  occurredAt: isoInstant(row.occurred_at.getTime()),
  recordedAt: isoInstant(row.recorded_at.getTime()),
  causedBy: row.caused_by,
  correlationId: row.correlation_id,
  actor: row.actor,
  hash: row.hash,
});
