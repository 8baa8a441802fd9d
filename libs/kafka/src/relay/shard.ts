import { type Topic, TOPICS } from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaProducer, OutgoingMessage } from '../kafka-client.port.js';
import type { Topics } from '../topics.js';
import { type OutboxPage, outboxPage, sendsOf } from './outbox-page.js';
import type { Published, PublishedUpTo } from './published.js';

const PAGE_EVENTS = 1_000;
/** Log partitions that share one send. */
const PARTITIONS_AT_ONCE = 50;
const BACK_OFF_MS_MIN = 100;
const BACK_OFF_MS_MAX = 5_000;

export interface ShardParts {
  readonly store: Pick<EventStore, 'readPartition'>;
  readonly producer: KafkaProducer;
  readonly topics: Topics;
  readonly published: Published;
}

/** Where a log partition is, and the page after that if it is being read already. */
interface Feed {
  at: PublishedUpTo;
  ahead: Promise<readonly RecordedEvent[]> | undefined;
}

/**
 * Publishes the log partitions that go to one topic partition, each in the order of its positions.
 * The checkpoint moves after the brokers have kept the messages: at least once, never less.
 */
export class Shard {
  private readonly feeds = new Map<string, Feed>();
  private woken = new Set<string>();
  private running: Promise<void> | undefined;
  private readonly stopping = new AbortController();
  /** Why it does not get on, while it does not. */
  error: string | undefined;

  constructor(
    private readonly number: number,
    private readonly parts: ShardParts,
  ) {}

  wake(partition: string): void {
    this.woken.add(partition);
    if (!this.stopping.signal.aborted) this.running ??= this.run();
  }

  /** Finishes the send at hand and begins no other. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    for (let failures = 0; this.woken.size > 0 && !this.stopping.signal.aborted;) {
      const partitions = [...this.woken].slice(0, PARTITIONS_AT_ONCE);
      try {
        for (const partition of partitions) this.woken.delete(partition);
        await this.publish(partitions);
        failures = 0;
        this.error = undefined;
      } catch (error) {
        failures += 1;
        await this.recover(error, partitions, failures);
      }
    }
    this.running = undefined;
  }

  private async publish(partitions: readonly string[]): Promise<void> {
    const pages = await Promise.all(partitions.map((partition) => this.nextPage(partition)));
    await this.send(pages.flatMap(({ messages }) => messages));
    await Promise.all(pages.map(({ after }, index) => this.moveTo(partitions[index] ?? '', after)));
  }

  /** What follows in one partition; a full page has the next one read while it is being sent. */
  private async nextPage(partition: string): Promise<OutboxPage> {
    const { published, topics } = this.parts;
    const feed = this.feeds.get(partition) ?? {
      at: await published.of(partition),
      ahead: undefined,
    };
    this.feeds.set(partition, feed);
    const events = await (feed.ahead ?? this.read(partition, feed.at.position));
    feed.ahead = undefined;
    const last = events.at(-1);
    if (events.length === PAGE_EVENTS && last !== undefined) {
      feed.ahead = this.read(partition, last.position);
      feed.ahead.catch(() => undefined);
      this.woken.add(partition);
    }
    return outboxPage(feed.at, events, topics.batchBytesMax);
  }

  private read(partition: string, after: number): Promise<readonly RecordedEvent[]> {
    return this.parts.store.readPartition(partition, after, PAGE_EVENTS);
  }

  private async send(messages: OutboxPage['messages']): Promise<void> {
    const to = (topic: Topic) =>
      messages.filter((each) => each.topic === topic).map(({ message }) => message);
    await Promise.all(TOPICS.map((topic) => this.sendTo(topic, to(topic))));
  }

  private async sendTo(topic: Topic, messages: readonly OutgoingMessage[]): Promise<void> {
    const { producer, topics } = this.parts;
    for (const send of sendsOf(messages, topics.batchBytesMax))
      await producer.send(topics.nameOf(topic), this.number, send);
  }

  private async moveTo(partition: string, after: PublishedUpTo): Promise<void> {
    const feed = this.feeds.get(partition);
    if (feed === undefined || feed.at.position === after.position) return;
    await this.parts.published.moveTo(partition, after);
    feed.at = after;
  }

  private async recover(
    error: unknown,
    partitions: readonly string[],
    failures: number,
  ): Promise<void> {
    this.error = error instanceof Error ? error.message : String(error);
    for (const partition of partitions) {
      this.feeds.delete(partition);
      this.woken.add(partition);
    }
    const waitMs = Math.min(BACK_OFF_MS_MAX, BACK_OFF_MS_MIN * 2 ** failures);
    await sleep(waitMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
