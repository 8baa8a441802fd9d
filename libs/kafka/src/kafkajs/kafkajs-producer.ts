import {
  CompressionTypes,
  type Kafka,
  type Message,
  type PartitionerArgs,
  type Producer,
} from 'kafkajs';
import type { KafkaProducer, OutgoingMessage } from '../kafka-client.port.js';
import { produceQuickly } from './produce-request.js';

type Explain = (error: unknown) => unknown;

const ALL_IN_SYNC = -1;

/**
 * One partition a send, one send at a time for each partition, idempotent, one request in flight:
 * held over hundreds of thousands of messages while brokers died; every other way lost some.
 */
export class KafkaJsProducer implements KafkaProducer {
  /** The last send to each partition: the next one waits for it. */
  private readonly sending = new Map<string, Promise<unknown>>();

  private constructor(
    private readonly producer: Producer,
    private readonly explain: Explain,
  ) {}

  static async connect(kafka: Kafka, explain: Explain): Promise<KafkaJsProducer> {
    produceQuickly();
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: () => chosenBySender,
      // Waits of 0.1, 0.2 … 1 s: through the death of a leader, and then the caller is told.
      retry: { retries: 12, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
    try {
      await producer.connect();
    } catch (error) {
      throw explain(error);
    }
    return new KafkaJsProducer(producer, explain);
  }

  async send(
    topic: string,
    partition: number,
    messages: readonly OutgoingMessage[],
  ): Promise<void> {
    const lane = `${topic}/${partition}`;
    const before = this.sending.get(lane);
    const sent = this.sendAfter(before, topic, partition, messages);
    this.sending.set(lane, sent);
    try {
      await sent;
    } finally {
      if (this.sending.get(lane) === sent) this.sending.delete(lane);
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.sending.values());
    await this.producer.disconnect();
  }

  private async sendAfter(
    before: Promise<unknown> | undefined,
    topic: string,
    partition: number,
    messages: readonly OutgoingMessage[],
  ): Promise<void> {
    await before?.catch(() => undefined);
    try {
      await this.producer.send({
        topic,
        acks: ALL_IN_SYNC,
        compression: CompressionTypes.None,
        messages: messages.map((message) => messageTo(partition, message)),
      });
    } catch (error) {
      throw this.explain(error);
    }
  }
}

/** Every message says its partition. */
const chosenBySender = ({ message }: PartitionerArgs): number => message.partition ?? 0;

const messageTo = (
  partition: number,
  { headers, key, timestampMs, value }: OutgoingMessage,
): Message => ({
  partition,
  key,
  value,
  headers,
  timestamp: String(timestampMs ?? Date.now()),
});
