import type { RecordedEvent } from '@trueque/event-store';
import { messageOf, NO_PREDECESSORS, topicOfEvent } from './cloud-event.js';
import type { IncomingMessage, KafkaClient, KafkaProducer } from './kafka-client.port.js';
import type { Topics } from './topics.js';

/** Where an unreadable message was found. */
export interface Found {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** The dead-letter topics: what no consumer can read, and why, for whoever watches them. */
export class DeadLetters {
  private producer: Promise<KafkaProducer> | undefined;

  constructor(
    private readonly client: KafkaClient,
    private readonly topics: Topics,
    /** Who could not read it. */
    private readonly service: string,
  ) {}

  async buryEvent(consumer: string, event: RecordedEvent, reason: string): Promise<void> {
    const topic = topicOfEvent(event) ?? 'offers.v1';
    const kept = { ...event, text: JSON.stringify(event.data) };
    const message = messageOf(kept, NO_PREDECESSORS, this.topics.batchBytesMax / 2);
    const headers = { ...message.headers, ...this.why(consumer, reason) };
    await this.send(this.topics.deadNameOf(topic), event.partition, { ...message, headers });
  }

  /** Keeps a message as it came. */
  async buryMessage(found: Found, message: IncomingMessage, reason: string): Promise<void> {
    const topic = this.topics.topicOf(found.topic) ?? 'offers.v1';
    const place = {
      trueque_topic: found.topic,
      trueque_partition: String(found.partition),
      trueque_offset: found.offset,
    };
    const headers = { ...message.headers, ...place, ...this.why(this.service, reason) };
    const { key, value } = message;
    await this.send(this.topics.deadNameOf(topic), key, { key, value, headers });
  }

  async close(): Promise<void> {
    await (await this.producer?.catch(() => undefined))?.close();
  }

  private why(consumer: string, reason: string): Record<string, string> {
    return { trueque_consumer: consumer, trueque_reason: reason.slice(0, 4_000) };
  }

  private async send(
    topic: string,
    key: string,
    message: Parameters<KafkaProducer['send']>[2][number],
  ): Promise<void> {
    this.producer ??= this.client.producer();
    const connected = await this.producer.catch((error: unknown) => {
      this.producer = undefined;
      throw error;
    });
    await connected.send(topic, this.client.partitionOf(key, this.topics.partitions), [message]);
  }
}
