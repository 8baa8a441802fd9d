import type { EventStore, PartitionHead } from '@trueque/event-store';
import type { DataSource } from 'typeorm';
import { forget } from './checkpoints.js';
import type { Consumer, Projection } from './consumer.js';
import { type Delivery, deliveryTo } from './delivery.js';
import { InProcessTransport } from './in-process.transport.js';
import type { LaneState } from './lane.js';
import type { Tally } from './ledger.js';

export interface ConsumerStatus extends Tally {
  readonly name: string;
  readonly kind: Consumer['kind'];
  /** Events of all partitions that it has not taken yet. */
  readonly lag: number;
  /** What it waits for, where a partition of it is unwell. */
  readonly errors: readonly string[];
}

/** Runs every consumer of a process on its transport. */
export class ConsumerRunner {
  private readonly transports = new Map<string, InProcessTransport>();

  constructor(
    private readonly store: EventStore,
    private readonly dataSource: DataSource,
  ) {}

  /** Begins to bring events to these consumers; each goes on where it stopped. */
  start(consumers: readonly Consumer[]): void {
    for (const consumer of consumers) {
      if (this.transports.has(consumer.name))
        throw new Error(`Two consumers have the name ${consumer.name}`);
      const delivery = deliveryTo(consumer, this.dataSource);
      this.transports.set(consumer.name, new InProcessTransport(this.store, delivery));
    }
    for (const transport of this.transports.values()) transport.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.transports.values()].map((transport) => transport.stop()));
  }

  /** Resolves once every consumer took everything there is, including what that caused. */
  async idle(): Promise<void> {
    for (;;) {
      const heads = await this.store.heads();
      for (const transport of this.transports.values())
        for (const { partition } of heads) transport.wake(partition);
      await Promise.all([...this.transports.values()].map((transport) => transport.rested()));
      if (sameHeads(heads, await this.store.heads())) return;
    }
  }

  async status(): Promise<readonly ConsumerStatus[]> {
    const heads = await this.store.heads();
    return [...this.transports.values()].map((transport) => statusOf(transport, heads));
  }

  /** Empties a projection's rows and folds all events again from position 0. */
  async rebuild(name: string): Promise<void> {
    const transport = this.transports.get(name);
    const projection = transport?.delivery.consumer;
    if (transport === undefined || projection?.kind !== 'projection')
      throw new Error(`${name} is no projection; there are ${this.projections().join(', ')}`);
    await transport.stop();
    await this.empty(projection);
    transport.start();
    await this.idle();
  }

  /** Names of the projections that may be rebuilt. */
  projections(): readonly string[] {
    return [...this.transports.values()]
      .map(({ delivery }) => delivery.consumer)
      .filter(({ kind }) => kind === 'projection')
      .map(({ name }) => name);
  }

  private async empty(projection: Projection): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await projection.clear(manager);
      await forget(manager, projection.name);
    });
  }
}

const sameHeads = (a: readonly PartitionHead[], b: readonly PartitionHead[]): boolean => {
  const positions = new Map(a.map(({ partition, position }) => [partition, position]));
  return (
    a.length === b.length && b.every((head) => positions.get(head.partition) === head.position)
  );
};

const statusOf = (
  { delivery, states }: { delivery: Delivery; states: ReadonlyMap<string, LaneState> },
  heads: readonly PartitionHead[],
): ConsumerStatus => {
  const { name, kind } = delivery.consumer;
  const lags = heads.map(
    ({ partition, position }) => position - (states.get(partition)?.position ?? 0),
  );
  const lag = lags.reduce((sum, each) => sum + Math.max(0, each), 0);
  const errors = [...states.values()].flatMap(({ error }) => error ?? []);
  return { name, kind, lag, errors, ...delivery.ledger.tally };
};
