import { type RecordedEvent, UnreadableEvent } from '@trueque/event-store';
import { aroundBatch } from '@trueque/tracing';
import type { Projection } from './consumer.js';
import { fateOf } from './fates.js';
import type { Ledger } from './ledger.js';
import { readable } from './readable.js';

/**
 * Rows and checkpoint of a batch are one transaction: both or neither. Where a batch is wrong its
 * events are tried one by one, so that only the one at fault becomes a dead letter; where one cannot
 * be read, those before it are taken.
 */
export const deliverToProjection = async (
  projection: Projection,
  ledger: Ledger,
  after: number,
  events: readonly RecordedEvent[],
): Promise<void> => {
  const [first] = events;
  if (first === undefined) return;
  try {
    await project(projection, ledger, after, events);
  } catch (error) {
    const isWrong = fateOf(error) === 'wrong';
    if (events.length === 1 && isWrong) return ledger.bury(first, after, error);
    if (events.length === 1 || !(isWrong || error instanceof UnreadableEvent)) throw error;
    let done = after;
    for (const event of events) {
      await deliverToProjection(projection, ledger, done, [event]);
      done = event.position;
    }
  }
};

const project = async (
  projection: Projection,
  ledger: Ledger,
  after: number,
  events: readonly RecordedEvent[],
): Promise<void> => {
  const types = new Set<string>(projection.types);
  const taken = events.filter(({ type }) => types.has(type)).map(readable);
  const { partition, position } = events.at(-1)!;
  await aroundBatch(projection.name, taken, () =>
    ledger.dataSource.transaction(async (manager) => {
      await ledger.acknowledge(partition, after, position, manager);
      if (taken.length > 0) await projection.project(taken, manager);
    }),
  );
  for (const event of taken) ledger.took(event);
};
