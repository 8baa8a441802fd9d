import { Logger } from '@nestjs/common';
import type { EventStore, PartitionHead } from '@trueque/event-store';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { Bookmarks } from './bookmarks.js';
import type { Consumer } from './consumer.js';
import { deliveryTo } from './delivery.js';
import { InProcessTransport } from './in-process.transport.js';
import type { Tally } from './ledger.js';
import { type Outdated, outdatedProjections } from './rebuild/earlier-versions.js';
import { rebuildProjection } from './rebuild/rebuild-projection.js';
import { SecondDeliveries } from './second-deliveries.js';
import { SharedReading } from './shared-reading.js';
import type { Carrier, Transport } from './transport.port.js';

export interface ConsumerStatus extends Tally {
  readonly name: string;
  readonly kind: Consumer['kind'];
  /** Events of the partitions that this process serves that it has not taken yet. */
  readonly lag: number;
  /** What it waits for, where a partition of it is unwell. */
  readonly errors: readonly string[];
}

const REBUILD_AGAIN_MS = 5_000;

/** Runs every consumer of a process on its transport: the carrier's, else the in-process one. */
export class ConsumerRunner {
  private readonly transports = new Map<string, Transport>();
  private readonly secondDeliveries: SecondDeliveries;
  private readonly reading: SharedReading;
  private readonly bookmarks: Bookmarks;
  private readonly logger = new Logger('Messaging');
  private readonly stopping = new AbortController();
  private rebuilding: readonly Promise<void>[] = [];

  constructor(
    private readonly store: EventStore,
    private readonly dataSource: DataSource,
    private readonly carrier?: Carrier,
  ) {
    this.secondDeliveries = new SecondDeliveries(store, dataSource);
    this.reading = new SharedReading(store);
    this.bookmarks = new Bookmarks(dataSource);
  }

  /** Begins to bring events to these consumers; each goes on where it stopped. */
  start(consumers: readonly Consumer[]): void {
    this.startBut(consumers, []);
  }

  /**
   * The same, for a process that may be newer than its rows: a projection whose rows an earlier version
   * made is rebuilt beside them first, in the background, and they serve until it is done.
   */
  async startCurrent(consumers: readonly Consumer[]): Promise<void> {
    this.startBut(consumers, await outdatedProjections(this.dataSource, consumers));
  }

  private startBut(consumers: readonly Consumer[], outdated: readonly Outdated[]): void {
    for (const consumer of consumers) {
      if (this.transports.has(consumer.name))
        throw new Error(`Two consumers have the name ${consumer.name}`);
      this.transports.set(consumer.name, this.transportTo(consumer));
    }
    const waiting = new Set(outdated.map(({ projection }) => projection.name));
    for (const [name, transport] of this.transports) if (!waiting.has(name)) transport.start();
    this.rebuilding = outdated.map((each) => this.bringUp(each));
    this.secondDeliveries.start(consumers);
  }

  private transportTo(consumer: Consumer): Transport {
    const { bookmarks, carrier, dataSource, reading, store } = this;
    const delivery = deliveryTo(consumer, dataSource, carrier);
    const own = () => new InProcessTransport(store, { reading, bookmarks }, delivery);
    return carrier?.transportTo(delivery) ?? own();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.rebuilding);
    await this.secondDeliveries.stop();
    await Promise.all([...this.transports.values()].map((transport) => transport.stop()));
    await this.bookmarks.stop();
    this.reading.close();
  }

  /** Resolves once every consumer took everything there is, including what that caused. */
  async idle(): Promise<void> {
    for (;;) {
      const heads = await this.store.heads();
      for (const transport of this.transports.values())
        for (const { partition } of heads) transport.wake(partition);
      await Promise.all([...this.transports.values()].map((transport) => transport.rested()));
      await this.bookmarks.move();
      if (sameHeads(heads, await this.store.heads())) return;
    }
  }

  async status(): Promise<readonly ConsumerStatus[]> {
    const heads = await this.store.heads();
    return [...this.transports.values()].map((transport) => statusOf(transport, heads));
  }

  /** Folds all events again from position 0, beside the rows that serve meanwhile, and takes over. */
  async rebuild(name: string): Promise<void> {
    const transport = this.transports.get(name);
    const projection = transport?.delivery.consumer;
    if (transport === undefined || projection?.kind !== 'projection')
      throw new Error(`${name} is no projection; there are ${this.projections().join(', ')}`);
    await rebuildProjection(projection, this.store, this.dataSource);
    await this.idle();
  }

  /** Names of the projections that may be rebuilt. */
  projections(): readonly string[] {
    return [...this.transports.values()]
      .map(({ delivery }) => delivery.consumer)
      .filter(({ kind }) => kind === 'projection')
      .map(({ name }) => name);
  }

  /** Tries again until it is done: the old rows serve as long as it takes. */
  private async bringUp({ projection, replaces }: Outdated): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted)
      try {
        await rebuildProjection(projection, this.store, this.dataSource, { replaces, signal });
        return this.transports.get(projection.name)?.start();
      } catch (error) {
        if (signal.aborted) return;
        this.logger.warn({ err: error }, `${projection.name} is not rebuilt yet, trying again`);
        await sleep(REBUILD_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
  }
}

const sameHeads = (a: readonly PartitionHead[], b: readonly PartitionHead[]): boolean => {
  const positions = new Map(a.map(({ partition, position }) => [partition, position]));
  return (
    a.length === b.length && b.every((head) => positions.get(head.partition) === head.position)
  );
};

const statusOf = (transport: Transport, heads: readonly PartitionHead[]): ConsumerStatus => {
  const { delivery, states } = transport;
  const { name, kind } = delivery.consumer;
  const lags = heads
    .filter(({ partition }) => transport.serves(partition))
    .map(({ partition, position }) => position - (states.get(partition)?.position ?? 0));
  const lag = lags.reduce((sum, each) => sum + Math.max(0, each), 0);
  const errors = [...states.values()].flatMap(({ error }) => error ?? []);
  return { name, kind, lag, errors, ...delivery.ledger.tally };
};
