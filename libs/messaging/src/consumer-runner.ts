import type { EventStore, PartitionHead } from '@trueque/event-store';
import type { DataSource } from 'typeorm';
import { forget } from './checkpoints.js';
import type { Consumer, Projection } from './consumer.js';
import { deliveryTo } from './delivery.js';
import { InProcessTransport } from './in-process.transport.js';
import type { Tally } from './ledger.js';
import { SecondDeliveries } from './second-deliveries.js';
import type { Carrier, Transport } from './transport.port.js';

export interface ConsumerStatus extends Tally {
  readonly name: string;
  readonly kind: Consumer['kind'];
  /** Events of the partitions that this process serves that it has not taken yet. */
  readonly lag: number;
  /** What it waits for, where a partition of it is unwell. */
  readonly errors: readonly string[];
}

/** Runs every consumer of a process on its transport: the carrier's, else the in-process one. */
export class ConsumerRunner {
  private readonly transports = new Map<string, Transport>();
  private readonly secondDeliveries: SecondDeliveries;

  constructor(
    private readonly store: EventStore,
    private readonly dataSource: DataSource,
    private readonly carrier?: Carrier,
  ) {
    this.secondDeliveries = new SecondDeliveries(store, dataSource);
  }

  /** Begins to bring events to these consumers; each goes on where it stopped. */
  start(consumers: readonly Consumer[]): void {
    for (const consumer of consumers) {
      if (this.transports.has(consumer.name))
        throw new Error(`Two consumers have the name ${consumer.name}`);
      this.transports.set(consumer.name, this.transportTo(consumer));
    }
    for (const transport of this.transports.values()) transport.start();
    this.secondDeliveries.start(consumers);
  }

  private transportTo(consumer: Consumer): Transport {
    const { carrier, dataSource, store } = this;
    const delivery = deliveryTo(consumer, dataSource, carrier);
    return carrier?.transportTo(delivery) ?? new InProcessTransport(store, delivery);
  }

  async stop(): Promise<void> {
    await this.secondDeliveries.stop();
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
