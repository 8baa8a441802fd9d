import type { EventStore } from '@trueque/event-store';
import type { ConsumerRunner, ConsumerStatus } from '@trueque/messaging';
import type { Figure, Reading } from '@trueque/metrics';

/** What every process can tell of the log and of its consumers when somebody looks. */
export const processReadings = (store: EventStore, runner: ConsumerRunner): readonly Reading[] => [
  {
    name: 'trueque_log_position',
    help: 'Events in the log, by partition: the height of its hash chain.',
    labels: ['partition'],
    read: async () =>
      (await store.heads()).map(({ partition, position }) => ({
        labels: { partition },
        value: position,
      })),
  },
  ofConsumers(runner, 'lag', 'Events that a consumer has yet to take.', ({ lag }) => lag),
  ofConsumers(
    runner,
    'waiting',
    '1 while a partition of it waits for something that is ill.',
    ({ errors }) => Math.min(1, errors.length),
  ),
  ofConsumers(
    runner,
    'dead_letters',
    'Events that it could not take since the process started.',
    ({ deadLetters }) => deadLetters,
  ),
];

const ofConsumers = (
  runner: ConsumerRunner,
  name: string,
  help: string,
  value: (status: ConsumerStatus) => number,
): Reading => ({
  name: `trueque_consumer_${name}`,
  help,
  labels: ['consumer', 'kind'],
  read: async () =>
    (await runner.status()).map((status): Figure => ({
      labels: { consumer: status.name, kind: status.kind },
      value: value(status),
    })),
});
