import type { eventCatalogue, EventType } from '@trueque/contracts';
import type { RecordedEvent } from '@trueque/event-store';
import type { z } from 'zod';

/** What an event of this type says. */
export type DataOf<Type extends EventType> = z.infer<(typeof eventCatalogue)[Type]['data']>;

/**
 * Reads one type of event and answers nothing to the others: for `events.flatMap(…)`. Whoever
 * delivers events has checked that their data is what their type declares.
 */
export const fact =
  <Type extends EventType, Row>(
    type: Type,
    rowsOf: (data: DataOf<Type>, event: RecordedEvent) => readonly Row[],
  ) =>
  (event: RecordedEvent): readonly Row[] =>
    event.type === type ? rowsOf(event.data as DataOf<Type>, event) : [];

/** The last of those that share a key, each at the place of the first: what one statement may write. */
export const lastByKey = <Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): readonly Row[] => [...new Map(rows.map((row) => [keyOf(row), row])).values()];
