import { type Topic, TOPICS } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
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
  readonly store: Pick<EventStore, 'readKept'>;
  readonly producer: KafkaProducer;
  readonly topics: Topics;
  readonly published: Published;
}

/** Where a log partition is, and the page after that if it is being prepared already. */
interface Feed {
  at: PublishedUpTo;
  ahead: Promise<OutboxPage> | undefined;
}

/**
 * Publishes the log partitions that go to one topic partition, each in the order of its positions.
 * The checkpoint moves after the brokers have kept the messages: at least once, never less. While
 * one page is on its way the next is read and made into messages.
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
    pages.forEach(({ after }, index) => this.moveTo(partitions[index] ?? '', after));
  }

  /** What follows in one partition; a full page has the next one prepared while it is being sent. */
  private async nextPage(partition: string): Promise<OutboxPage> {
    const { published } = this.parts;
    const feed = this.feeds.get(partition) ?? {
      at: await published.of(partition),
      ahead: undefined,
    };
    this.feeds.set(partition, feed);
    const page = await (feed.ahead ?? this.pageAfter(partition, feed.at));
    feed.ahead = undefined;
    if (page.after.position - feed.at.position === PAGE_EVENTS) {
      feed.ahead = this.pageAfter(partition, page.after);
      feed.ahead.catch(() => undefined);
      this.woken.add(partition);
    }
    return page;
  }

  private async pageAfter(partition: string, at: PublishedUpTo): Promise<OutboxPage> {
    const { store, topics } = this.parts;
    const events = await store.readKept(partition, at.position, PAGE_EVENTS);
    return outboxPage(at, events, topics.batchBytesMax);
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

  private moveTo(partition: string, after: PublishedUpTo): void {
    const feed = this.feeds.get(partition);
    if (feed === undefined || feed.at.position === after.position) return;
    feed.at = after;
    this.parts.published.note(partition, after);
  }

  private async recover(
    error: unknown,
    partitions: readonly string[],
    failures: number,
  ): Promise<void> {
    this.error = error instanceof Error ? error.message : String(error);
    for (const partition of partitions) {
      const feed = this.feeds.get(partition);
      if (feed !== undefined) feed.ahead = undefined;
      this.woken.add(partition);
    }
    const waitMs = Math.min(BACK_OFF_MS_MAX, BACK_OFF_MS_MIN * 2 ** failures);
    await sleep(waitMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
