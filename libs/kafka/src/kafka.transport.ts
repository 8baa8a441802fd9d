import { Logger } from '@nestjs/common';
import { type EventStore, type RecordedEvent, UnreadableEvent } from '@trueque/event-store';
import { type Carrier, type Delivery, Rounds, type Transport, Unwell } from '@trueque/messaging';
import { type CarriedEvent, carriedEvent } from './cloud-event.js';
import type { DeadLetters } from './dead-letters.js';
import type {
  Batch,
  BatchOutcome,
  IncomingMessage,
  KafkaClient,
  KafkaConsumer,
} from './kafka-client.port.js';
import { KafkaFeed } from './kafka-feed.js';
import type { Topics } from './topics.js';

const PARTITIONS_AT_ONCE = 4;
const LOOK_AFTER_MS = 5_000;
const BACK_OFF_MS_MIN = 100;
const BACK_OFF_MS_MAX = 5_000;

export interface KafkaTransportParts {
  readonly store: EventStore;
  readonly client: KafkaClient;
  readonly topics: Topics;
  readonly groupId: string;
  readonly deadLetters: DeadLetters;
  /** How often the store is asked for what no message brought; 5 s unless said. */
  readonly lookAfterMs?: number;
}

export interface KafkaTransportStatus {
  /** Partition numbers that this process reads; undefined while the group is being balanced. */
  readonly assigned: readonly number[] | undefined;
  /** `topic/partition` that waits for something ill. */
  readonly paused: readonly string[];
  /** Events that no message brought in time and that came from the store. */
  readonly fetched: number;
  /** Messages that were no event of ours; they are in the dead-letter topic. */
  readonly unreadable: number;
  readonly trouble: string | undefined;
}

/**
 * One member of one group a process: each batch goes to every consumer that hears its topic, each
 * with a checkpoint of its own. A batch is done once all have taken it; where one is unwell the
 * partition is paused and the batch comes again, which those who took it pass over.
 */
export class KafkaTransport implements Carrier {
  private readonly feeds: KafkaFeed[] = [];
  private readonly failures = new Map<string, number>();
  private readonly toldOf = new Set<string>();
  private readonly logger = new Logger('Kafka');
  private consumer: KafkaConsumer | undefined;
  private readonly looks: Rounds;
  private unreadable = 0;
  private trouble: string | undefined;

  constructor(private readonly parts: KafkaTransportParts) {
    this.looks = new Rounds(
      parts.lookAfterMs ?? LOOK_AFTER_MS,
      () => this.lookAfter(),
      (error) => this.logger.warn({ err: error }, 'Kafka: could not look after what is missing'),
    );
  }

  transportTo(delivery: Delivery): Transport {
    const feed = new KafkaFeed(delivery, this.parts.store, (partition) => this.serves(partition));
    this.feeds.push(feed);
    return feed;
  }

  async start(): Promise<void> {
    const { client, groupId, topics } = this.parts;
    const heard = [...new Set(this.feeds.flatMap((feed) => feed.topics))];
    if (heard.length === 0) return;
    for (const feed of this.feeds) feed.hear(heard);
    this.consumer = await client.consume(
      {
        groupId,
        topics: heard.map((topic) => topics.nameOf(topic)),
        partitionsAtOnce: PARTITIONS_AT_ONCE,
        onTrouble: (reason) => this.tell(reason),
      },
      (batch) => this.handle(batch),
    );
    this.looks.start();
  }

  async stop(): Promise<void> {
    await this.looks.stop();
    await this.consumer?.close();
  }

  async bury(consumer: string, event: RecordedEvent, reason: string): Promise<void> {
    await this.parts.deadLetters.buryEvent(consumer, event, reason).catch((error: unknown) => {
      throw new Unwell(error instanceof Error ? error.message : String(error), { cause: error });
    });
  }

  get status(): KafkaTransportStatus {
    const { assigned } = this.consumer ?? { assigned: undefined };
    return {
      assigned: assigned && [...assigned].sort((a, b) => a - b),
      paused: this.consumer?.paused ?? [],
      fetched: this.feeds.reduce((sum, feed) => sum + feed.fetched, 0),
      unreadable: this.unreadable,
      trouble: assigned === undefined ? this.trouble : undefined,
    };
  }

  private serves(partition: string): boolean {
    const { client, topics } = this.parts;
    return this.consumer?.assigned?.has(client.partitionOf(partition, topics.partitions)) ?? false;
  }

  private async handle(batch: Batch): Promise<BatchOutcome> {
    const name = `${batch.topic}/${batch.partition}`;
    let events: ReadonlyMap<string, readonly CarriedEvent[]> = new Map();
    try {
      events = await this.readable(batch);
      const taken = this.feeds.map((feed) => feed.take(events));
      const failed = (await Promise.allSettled(taken)).find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
      this.failures.delete(name);
      return 'done';
    } catch (error) {
      if (error instanceof UnreadableEvent) await this.tellOfUnreadable(error, events);
      const failures = (this.failures.get(name) ?? 0) + 1;
      this.failures.set(name, failures);
      const retryInMs = Math.min(BACK_OFF_MS_MAX, BACK_OFF_MS_MIN * 2 ** failures);
      this.logger.warn({ err: error, retryInMs }, `${name} waits: ${String(error)}`);
      return { retryInMs };
    }
  }

  /** A copy with the reason, once: the event itself is waited for, for it is never dropped. */
  private async tellOfUnreadable(
    { event: { partition, position }, message }: UnreadableEvent,
    events: ReadonlyMap<string, readonly CarriedEvent[]>,
  ): Promise<void> {
    const place = `${partition}/${position}`;
    const found = events.get(partition)?.find(({ event }) => event.position === position);
    if (found === undefined || this.toldOf.has(place)) return;
    const { deadLetters, groupId } = this.parts;
    await deadLetters.buryEvent(groupId, found.event, message).then(
      () => this.toldOf.add(place),
      (error: unknown) => this.logger.warn({ err: error }, 'a dead letter could not be sent'),
    );
  }

  /** The events of a batch by market. A message that is none is put aside: its event is in the store. */
  private async readable(batch: Batch): Promise<ReadonlyMap<string, readonly CarriedEvent[]>> {
    const events = new Map<string, CarriedEvent[]>();
    for (const message of batch.messages) {
      const carried = await this.carried(batch, message);
      if (carried === undefined) continue;
      const { partition } = carried.event;
      const its = events.get(partition);
      if (its === undefined) events.set(partition, [carried]);
      else its.push(carried);
    }
    return events;
  }

  private async carried(
    { topic, partition }: Batch,
    message: IncomingMessage,
  ): Promise<CarriedEvent | undefined> {
    try {
      return carriedEvent(message);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const where = { topic, partition, offset: message.offset };
      await this.parts.deadLetters.buryMessage(where, message, reason);
      this.unreadable += 1;
      this.logger.error({ ...where, reason }, `dead letter: a message is unreadable: ${reason}`);
      return undefined;
    }
  }

  private tell(reason: string): void {
    if (this.trouble !== reason) this.logger.warn(`Kafka: ${reason}`);
    this.trouble = reason;
  }

  private async lookAfter(): Promise<void> {
    if (this.consumer?.assigned === undefined) return;
    // A store that is away is asked again at the next look.
    const heads = await this.parts.store.heads().catch(() => []);
    for (const feed of this.feeds) feed.dropOthers();
    await Promise.all(this.feeds.map((feed) => feed.lookAfter(heads)));
  }
}
