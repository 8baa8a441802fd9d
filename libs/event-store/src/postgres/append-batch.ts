import { isoInstant } from '@trueque/kernel';
import type { QueryResult } from 'pg';
import { leavesOf, recordedEvents } from '../envelope.js';
import type { Append } from '../event-log.js';
import type { RecordedEvent } from '../event-store.port.js';
import {
  byteaArray,
  instantArray,
  int2Array,
  int4Array,
  jsonArray,
  textArray,
  uuidArray,
} from './binary-array.js';

/** What became of one command of a batch; of one that was seen, the log knows more. */
export type BatchResult =
  | { readonly outcome: 'appended'; readonly events: readonly RecordedEvent[] }
  | { readonly outcome: 'seen' | 'raced' };

export interface BatchRow {
  /** A letter a command: appended, seen, raced. */
  readonly outcomes: string;
  readonly first_position: string;
  readonly recorded_ms: string;
  /** Of what was appended, in hex, one after the other. */
  readonly hashes: string | null;
}

const HASH_DIGITS = 64;

/** One call of `es.append_batch`, which is one commit. */
export interface BatchCall {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** Sends appends of one partition as one commit. */
export const appendBatch = async (
  query: (call: BatchCall) => Promise<QueryResult<BatchRow>>,
  batch: readonly Append[],
): Promise<readonly BatchResult[]> => {
  const { rows } = await query({
    name: 'append-batch',
    text: APPEND_BATCH,
    values: valuesOf(batch),
  });
  const [row] = rows;
  if (row?.outcomes.length !== batch.length)
    throw new Error('es.append_batch answered for other commands than were sent');
  return resultsOf(batch, row);
};

const VALUES = 19;
const APPEND_BATCH = `select outcomes, first_position, recorded_ms, hashes
  from es.append_batch(${Array.from({ length: VALUES }, (_, index) => `$${index + 1}`).join()})`;

const valuesOf = (batch: readonly Append[]): unknown[] => {
  const streams = [...new Set(batch.map(({ stream }) => stream))];
  return [
    batch[0]?.partition,
    textArray(streams),
    ...commandValues(batch, streams),
    ...eventValues(batch),
  ];
};

const commandValues = (batch: readonly Append[], streams: readonly string[]): readonly Buffer[] => {
  const indexes = new Map(streams.map((stream, index) => [stream, index + 1]));
  return [
    int4Array(batch.map(({ stream }) => indexes.get(stream))),
    int4Array(batch.map(({ after }) => after.revision)),
    uuidArray(batch.map(({ after }) => after.lastId)),
    uuidArray(batch.map(({ events }) => events.at(-1)?.id)),
    textArray(batch.map(({ causedBy }) => causedBy)),
    textArray(
      batch.map(({ causedBy, correlationId }) => (correlationId === causedBy ? '' : correlationId)),
    ),
    textArray(batch.map(({ actor }) => actor)),
    instantArray(batch.map(({ occurredAt }) => occurredAt)),
    byteaArray(batch.map(({ commandDigest }) => commandDigest)),
    int4Array(batch.map(({ events }) => events.length)),
  ];
};

/** The payload goes in as the bytes it is, so that what is kept is what was hashed. */
const eventValues = (batch: readonly Append[]): readonly Buffer[] => {
  const events = batch.flatMap((append) => append.events);
  return [
    int4Array(batch.flatMap((append, index) => append.events.map(() => index + 1))),
    int4Array(
      batch.flatMap(({ after, events }) => events.map((_, nth) => after.revision + nth + 1)),
    ),
    uuidArray(events.map(({ id }) => id)),
    textArray(events.map(({ type }) => type)),
    int2Array(events.map(({ version }) => version)),
    jsonArray(events.map(({ json }) => json)),
    byteaArray(batch.flatMap(leavesOf)),
  ];
};

const resultsOf = (batch: readonly Append[], row: BatchRow): readonly BatchResult[] => {
  const recordedAt = isoInstant(Number(row.recorded_ms));
  const hashes = row.hashes ?? '';
  let appended = 0;
  return batch.map((append, index) => {
    const outcome = OUTCOMES[row.outcomes[index] ?? ''];
    if (outcome === undefined) throw new Error(`es.append_batch answered ${row.outcomes}`);
    if (outcome !== 'appended') return { outcome };
    const first = appended;
    appended += append.events.length;
    const events = recordedEvents(append, {
      firstPosition: Number(row.first_position) + first,
      recordedAt,
      hashes: append.events.map((_, nth) =>
        hashes.slice((first + nth) * HASH_DIGITS, (first + nth + 1) * HASH_DIGITS),
      ),
    });
    return { outcome, events };
  });
};

const OUTCOMES: Readonly<Record<string, BatchResult['outcome']>> = {
  a: 'appended',
  s: 'seen',
  r: 'raced',
};
