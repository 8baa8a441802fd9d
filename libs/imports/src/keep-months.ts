import type { EventStore } from '@trueque/event-store';
import type { MonthBlock } from './month-blocks.js';
import { type ImportCause, recordMonth, type RecordedMonth } from './record-month.js';

/** Months on their way into the store at one time. */
const WRITES_MAX = 64;

/** Months go into the store side by side: they are streams of their own, and share commits. */
export const keepMonths = async (
  store: EventStore,
  months: AsyncIterable<MonthBlock>,
  cause: ImportCause,
): Promise<RecordedMonth> => {
  let [events, corrects] = [0, 0];
  const writing = new Set<Promise<void>>();
  for await (const month of months) {
    const write = recordMonth(store, month, cause).then((recorded) => {
      events += recorded.events;
      corrects += recorded.corrects;
      writing.delete(write);
    });
    writing.add(write);
    if (writing.size >= WRITES_MAX) await Promise.race(writing);
  }
  await Promise.all(writing);
  return { events, corrects };
};
