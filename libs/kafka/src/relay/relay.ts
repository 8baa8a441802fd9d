import { Logger } from '@nestjs/common';
import type { EventStore, PartitionHead } from '@trueque/event-store';
import type { KafkaClient, KafkaProducer } from '../kafka-client.port.js';
import type { Topics } from '../topics.js';
import type { Published } from './published.js';
import { Shard } from './shard.js';
import type { ShardLocks } from './shard-locks.js';

/** Appends nobody told of are noticed this much later at most, and so are locks that became free. */
const POLL_MS = 1_000;

export interface RelayParts {
  readonly store: EventStore;
  readonly client: KafkaClient;
  readonly topics: Topics;
  readonly locks: ShardLocks;
  readonly published: Published;
}

export interface RelayStatus {
  /** Topic partitions that this process publishes. */
  readonly shards: readonly number[];
  /** Why it does not get on, where it does not. */
  readonly errors: readonly string[];
}

/**
 * Publishes the event store: every log partition, in order, to its partition of the topics. Every
 * process has a relay; for each shard the one that holds its lock publishes, and when that one is
 * gone another takes over from the stored checkpoint.
 */
export class Relay {
  private readonly shards = new Map<number, Shard>();
  private readonly logger = new Logger('Relay');
  private producer: KafkaProducer | undefined;
  private unsubscribe: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private running = false;
  private error: string | undefined;

  constructor(private readonly parts: RelayParts) {}

  start(): void {
    this.running = true;
    this.unsubscribe = this.parts.store.onAppended((partition) => this.wake(partition));
    this.poll();
  }

  /** Finishes what is being sent and gives its locks up, for the next one to take at once. */
  async stop(): Promise<void> {
    this.running = false;
    this.unsubscribe?.();
    clearTimeout(this.timer);
    await this.round;
    await Promise.all([...this.shards.values()].map((shard) => shard.stop()));
    await this.parts.published.write();
    await this.producer?.close();
    await this.parts.locks.close();
  }

  get status(): RelayStatus {
    const errors = [this.error, ...[...this.shards.values()].map(({ error }) => error)];
    return {
      shards: [...this.shards.keys()],
      errors: [...new Set(errors.flatMap((error) => error ?? []))],
    };
  }

  private wake(partition: string): void {
    this.shards.get(this.shardOf(partition))?.wake(partition);
  }

  private shardOf(partition: string): number {
    return this.parts.client.partitionOf(partition, this.parts.topics.partitions);
  }

  private poll(): void {
    this.round = this.look()
      .then(() => (this.error = undefined))
      .catch((error: unknown) => this.failed(error))
      .then(() => {
        if (this.running) this.timer = setTimeout(() => this.poll(), POLL_MS).unref();
      });
  }

  private failed(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== this.error) this.logger.warn({ err: error }, `the relay waits: ${reason}`);
    this.error = reason;
  }

  private async look(): Promise<void> {
    const { client, locks, published, store, topics } = this.parts;
    this.producer ??= await client.producer();
    await locks.takeFree(topics.partitions);
    await this.matchLocks(this.producer);
    if (this.shards.size === 0) return;
    await published.write();
    const [heads, done] = await Promise.all([store.heads(), published.all()]);
    const isBehind = ({ partition, position }: PartitionHead) =>
      (done.get(partition) ?? 0) < position;
    for (const { partition } of heads.filter(isBehind)) this.wake(partition);
  }

  /** A shard for each lock, and none without: what it knew of checkpoints goes with it. */
  private async matchLocks(producer: KafkaProducer): Promise<void> {
    const held = this.parts.locks.shards;
    const lost = [...this.shards].filter(([number]) => !held.has(number));
    for (const [number] of lost) this.shards.delete(number);
    await Promise.all(lost.map(([, shard]) => shard.stop()));
    for (const number of held)
      if (!this.shards.has(number))
        this.shards.set(number, new Shard(number, { ...this.parts, producer }));
  }
}
