import { hostname } from 'node:os';
import { Kafka, logLevel, Partitioners, type SASLOptions } from 'kafkajs';
import type {
  BatchHandler,
  ConsumeOptions,
  KafkaAdmin,
  KafkaClient,
  KafkaConsumer,
  KafkaProducer,
} from '../kafka-client.port.js';
import type { KafkaSettings } from '../kafka-settings.js';
import { KafkaJsAdmin } from './kafkajs-admin.js';
import { KafkaJsConsumer } from './kafkajs-consumer.js';
import { explained } from './kafkajs-errors.js';
import { KafkaJsProducer } from './kafkajs-producer.js';

/** Short, so that a start with a wrong address says so soon; work under way retries by itself. */
const CONNECT_MS = 3_000;
const REQUEST_MS = 10_000;

/** The client of the npm package kafkajs, used in the one way that loses nothing. */
export class KafkaJsClient implements KafkaClient {
  readonly admin: KafkaAdmin;
  private readonly kafka: Kafka;
  private readonly partitioner = Partitioners.DefaultPartitioner();

  constructor(private readonly settings: KafkaSettings) {
    const { brokers, sasl, tls } = settings;
    this.kafka = new Kafka({
      clientId: `trueque-${hostname()}-${process.pid}`,
      brokers: [...brokers],
      connectionTimeout: CONNECT_MS,
      requestTimeout: REQUEST_MS,
      logLevel: logLevel.NOTHING,
      retry: { retries: 2, initialRetryTime: 100, maxRetryTime: 1_000 },
      ...(tls && { ssl: tls }),
      ...(sasl && { sasl: credentials(sasl) }),
    });
    this.admin = new KafkaJsAdmin(this.kafka, (error) => explained(error, brokers));
  }

  producer(): Promise<KafkaProducer> {
    return KafkaJsProducer.connect(this.kafka, this.explain);
  }

  async consume(options: ConsumeOptions, handler: BatchHandler): Promise<KafkaConsumer> {
    const consumer = new KafkaJsConsumer(this.kafka, options, handler, this.explain);
    await consumer.run();
    return consumer;
  }

  partitionOf(key: string, partitionsCount: number): number {
    const partitionMetadata = Array.from({ length: partitionsCount }, (_, partitionId) => ({
      ...{ partitionId, leader: 0, partitionErrorCode: 0 },
      ...{ replicas: [], isr: [] },
    }));
    return this.partitioner({ topic: '', partitionMetadata, message: { key, value: null } });
  }

  private readonly explain = (error: unknown): unknown => explained(error, this.settings.brokers);
}

/** One object a mechanism: kafkajs tells its options apart by the literal. */
const credentials = ({ mechanism, ...user }: NonNullable<KafkaSettings['sasl']>): SASLOptions => {
  switch (mechanism) {
    case 'plain':
      return { mechanism, ...user };
    case 'scram-sha-256':
      return { mechanism, ...user };
    case 'scram-sha-512':
      return { mechanism, ...user };
  }
};
