import type { KeptEvent, RecordedEvent } from '../event-store.port.js';

/** The columns of an event, each as the text that PostgreSQL gives; `EventFields` has their order. */
export const EVENT_COLUMNS = `position, stream_no, revision, id, type, version, occurred_at,
  recorded_at, caused_by, correlation_id, actor, encode(hash, 'hex'), data, encode(command_digest, 'hex')`;

export type EventFields = [
  position: string,
  streamNo: string,
  revision: string,
  id: string,
  type: string,
  version: string,
  occurredAt: string,
  recordedAt: string,
  causedBy: string,
  correlationId: string,
  actor: string,
  hash: string,
  data: string,
  commandDigest: string,
];

/** All that is kept of an event; `text` are the very bytes of its data. */
export interface StoredEvent extends KeptEvent {
  /** Of the command, in hex; null but with its first event. */
  readonly commandDigest: string | null;
}

export const storedEventOf = (
  partition: string,
  stream: string,
  fields: EventFields,
): StoredEvent => {
  const [position, , revision, id, type, version, occurredAt, recordedAt, causedBy] = fields;
  const [, , , , , , , , , correlationId, actor, hash, text, commandDigest] = fields;
  return {
    partition,
    position: Number(position),
    stream,
    revision: Number(revision),
    id,
    type: typeOf(type),
    version: Number(version),
    occurredAt: occurredAtOf(occurredAt),
    recordedAt: recordedAtOf(recordedAt),
    causedBy,
    correlationId: correlationIdOf(correlationId) || causedBy,
    actor: actorOf(actor),
    commandDigest: commandDigest || null,
    text,
    hash,
  };
};

export const keptEventOf = ({ commandDigest: _, ...event }: StoredEvent): KeptEvent => event;

/** Member by member: spread twice, an event would be copied as long as its data are parsed. */
export const recordedEventOf = (stored: StoredEvent): RecordedEvent => ({
  partition: stored.partition,
  position: stored.position,
  stream: stored.stream,
  revision: stored.revision,
  id: stored.id,
  type: stored.type,
  version: stored.version,
  occurredAt: stored.occurredAt,
  recordedAt: stored.recordedAt,
  causedBy: stored.causedBy,
  correlationId: stored.correlationId,
  actor: stored.actor,
  data: JSON.parse(stored.text),
  hash: stored.hash,
});

/**
 * `2016-08-01 07:00:00.5+00` as RFC 3339, with three digits after the point or none. Whatever else
 * somebody wrote there stays to be seen: it is hashed.
 */
const instantOf = (text: string): string => {
  const seconds = `${text.slice(0, 10)}T${text.slice(11, 19)}`;
  const fraction = text.slice(19, -3);
  return fraction === '' ? `${seconds}Z` : `${seconds}${fraction.padEnd(4, '0')}Z`;
};

/** Neighbours say much the same: one text stands for all of them, so that less is held and collected. */
const oneTextFor = (read: (text: string) => string): ((text: string) => string) => {
  let [lastText, last] = ['', read('')];
  return (text) => {
    if (text !== lastText) [lastText, last] = [text, read(text)];
    return last;
  };
};

const asItIs = (text: string): string => text;
const typeOf = oneTextFor(asItIs);
const actorOf = oneTextFor(asItIs);
const correlationIdOf = oneTextFor(asItIs);
const occurredAtOf = oneTextFor(instantOf);
const recordedAtOf = oneTextFor(instantOf);
