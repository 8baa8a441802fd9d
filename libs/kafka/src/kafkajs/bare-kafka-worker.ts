import { Kafka, logLevel, type Producer } from 'kafkajs';
import type { BareRates, BareWork } from './bare-kafka.js';

const ALL_IN_SYNC = -1;

/**
 * kafkajs as it is published, used in the one way that loses nothing: idempotent, one partition a
 * send, one request in flight. The first tenth of the events warms the process up and is not counted.
 */
const measure = async (work: BareWork): Promise<BareRates> => {
  const kafka = new Kafka({ brokers: [...work.brokers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  await producer.connect();
  const warmUp = Math.ceil(work.events / 10);
  await produce(producer, work, warmUp);
  const beganMs = performance.now();
  await produce(producer, work, work.events);
  const producing = perSecond(work.events, performance.now() - beganMs);
  await producer.disconnect();
  return { producing, consuming: await consume(kafka, work, warmUp + work.events) };
};

const produce = (producer: Producer, work: BareWork, events: number): Promise<unknown> => {
  const { body, partitions, sendEvents, topic } = work;
  const value = Buffer.from(body);
  const sends = Math.ceil(events / partitions / sendEvents);
  return Promise.all(
    Array.from({ length: partitions }, async (_, partition) => {
      const messages = Array.from({ length: sendEvents }, () => ({ key: 'm', value, partition }));
      for (let sent = 0; sent < sends; sent += 1)
        await producer.send({ topic, acks: ALL_IN_SYNC, messages });
    }),
  );
};

const consume = async (kafka: Kafka, { topic }: BareWork, events: number): Promise<number> => {
  const consumer = kafka.consumer({ groupId: `${topic}.bare`, maxWaitTimeInMs: 250 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  let first: { readonly atMs: number; readonly seen: number } | undefined;
  let seen = 0;
  const rate = await new Promise<number>((done, failed) => {
    consumer
      .run({
        partitionsConsumedConcurrently: 4,
        eachBatch: ({ batch: { messages } }) => {
          seen += messages.length;
          first ??= { atMs: performance.now(), seen };
          if (seen >= events) done(perSecond(seen - first.seen, performance.now() - first.atMs));
          return Promise.resolve();
        },
      })
      .catch(failed);
  });
  await consumer.disconnect();
  return rate;
};

const perSecond = (events: number, ms: number): number => (events / Math.max(1, ms)) * 1_000;

process.once('message', (work: BareWork) => {
  measure(work).then(
    (rates) => process.send?.(rates),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
