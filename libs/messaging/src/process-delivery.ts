import type { RecordedEvent } from '@trueque/event-store';
import { withinEvent } from '@trueque/tracing';
import type { ProcessConsumer } from './consumer.js';
import { fateOf } from './fates.js';
import type { Ledger } from './ledger.js';
import { readable } from './readable.js';

/**
 * One event after the other; acknowledged after it was handled. A process that dies in between
 * handles the event again, which has no second effect, because the effect is named by its cause.
 */
export const deliverToProcess = async (
  consumer: ProcessConsumer,
  ledger: Ledger,
  after: number,
  events: readonly RecordedEvent[],
): Promise<void> => {
  const types = new Set<string>(consumer.types);
  let done = after;
  for (const event of events.filter(({ type }) => types.has(type))) {
    await handle(consumer, ledger, done, event);
    done = event.position;
  }
  const last = events.at(-1);
  if (last !== undefined && last.position > done)
    await ledger.acknowledge(last.partition, done, last.position);
};

const handle = async (
  consumer: ProcessConsumer,
  ledger: Ledger,
  done: number,
  event: RecordedEvent,
): Promise<void> => {
  try {
    await withinEvent(consumer.name, event, () => consumer.handle(readable(event)));
    ledger.took(event);
  } catch (error) {
    const fate = fateOf(error);
    if (fate === 'wrong') return ledger.bury(event, done, error);
    if (fate !== 'refused') throw error;
    ledger.refuse(event, error);
  }
  await ledger.acknowledge(event.partition, done, event.position);
};
