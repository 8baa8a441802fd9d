import { RevisionConflict, StoreUnavailable, UnreadableEvent } from '@trueque/event-store';
import { isUnreachable } from '@trueque/postgres';

/**
 * What becomes of a message whose consumer threw. Chosen here and nowhere else.
 *
 * - `refused`: the rules say no. Acknowledge and count; a retry would be refused again.
 * - `raced`: somebody else was faster. Read again and retry at once.
 * - `unwell`: a database, broker or solver is ill, or this program is too old for an event, or the
 *   event is not what was recorded. Do not acknowledge, back off, keep trying: the partition stops
 *   there and says why, until somebody updates the program or mends the log.
 * - `wrong`: an invariant is broken. Dead letter with the reason and an alarm; never skipped
 *   silently.
 */
export type Fate = 'refused' | 'raced' | 'unwell' | 'wrong';

/** Thrown by a consumer whose command the rules refuse. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** Thrown where somebody else moved what we were about to move. */
export class Raced extends Error {
  override readonly name = 'Raced';
}

/** Thrown where something we depend on is ill, and may be better later. */
export class Unwell extends Error {
  override readonly name = 'Unwell';
}

export const fateOf = (error: unknown): Fate => {
  if (error instanceof Refused) return 'refused';
  if (error instanceof Raced || error instanceof RevisionConflict) return 'raced';
  if (UNWELL_ERRORS.some((kind) => error instanceof kind)) return 'unwell';
  const code = codeOf(error);
  if (RACED_CODES.has(code)) return 'raced';
  return isUnreachable(error) || UNWELL_CODE.test(code) || UNWELL_MESSAGE.test(messageOf(error))
    ? 'unwell'
    : 'wrong';
};

const UNWELL_ERRORS = [Unwell, StoreUnavailable, UnreadableEvent];

/** PostgreSQL: serialization failure, deadlock. */
const RACED_CODES = new Set(['40001', '40P01']);

/** PostgreSQL: a lock or a statement took too long; the operating system: no disk, no handles. */
const UNWELL_CODE = /^(55P03|57014|ENOSPC|EMFILE)$/;

/** A pool that is being closed, and what TypeORM says without a code. */
const UNWELL_MESSAGE = /pool after calling end|not connected|not queryable|connection is closed/i;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');
