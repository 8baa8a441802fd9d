import { isoInstant } from '@trueque/kernel';
import type { Pool } from 'pg';
import { leavesOf, recordedEvents } from '../envelope.js';
import type { Append, NewEvent } from '../event-log.js';
import type { RecordedEvent } from '../event-store.port.js';

/** What became of one command of a batch; of one that was seen, the log knows more. */
export type BatchResult =
  | { readonly outcome: 'appended'; readonly events: readonly RecordedEvent[] }
  | { readonly outcome: 'seen' | 'raced' };

interface ResultRow {
  readonly outcome: 'appended' | 'seen' | 'raced';
  readonly first_position: string | null;
  readonly recorded_at: Date;
  readonly hashes: readonly Buffer[] | null;
}

/** Sends appends of one partition as one call of `es.append_batch`, which is one commit. */
export const appendBatch = async (
  pool: Pool,
  batch: readonly Append[],
): Promise<readonly BatchResult[]> => {
  const { rows } = await pool.query<ResultRow>({
    name: 'append-batch',
    text: 'select * from es.append_batch($1, $2, $3, $4)',
    values: [
      batch[0]?.partition,
      JSON.stringify(batch.map(commandOf)),
      `[${batch.flatMap(eventsOf).join(',')}]`,
      batch.flatMap(leavesOf),
    ],
  });
  return batch.map((append, index) => resultOf(append, rows[index]));
};

const commandOf = (append: Append) => ({
  stream: append.stream,
  after_revision: append.after.revision,
  after_id: append.after.lastId,
  last_id: append.events.at(-1)?.id,
  caused_by: append.causedBy,
  correlation_id: append.correlationId,
  actor: append.actor,
  occurred_at: append.occurredAt,
  digest: append.commandDigest,
  events: append.events.length,
});

/** The payload goes in as the text it is, so that what is kept is what was hashed. */
const eventsOf = (append: Append, index: number): readonly string[] =>
  append.events.map(({ id, type, version, text }: NewEvent, nth) => {
    const revision = append.after.revision + nth + 1;
    const header = JSON.stringify({ command: index + 1, revision, id, type, version });
    return `${header.slice(0, -1)},"data":${text}}`;
  });

const resultOf = (append: Append, row: ResultRow | undefined): BatchResult => {
  if (row === undefined) throw new Error('es.append_batch answered for fewer commands than sent');
  const { outcome, first_position, recorded_at, hashes } = row;
  if (outcome !== 'appended') return { outcome };
  const events = recordedEvents(append, {
    firstPosition: Number(first_position),
    recordedAt: isoInstant(recorded_at.getTime()),
    hashes: (hashes ?? []).map((hash) => hash.toString('hex')),
  });
  return { outcome, events };
};
