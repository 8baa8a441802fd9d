import { eventDeclaration, type Topic, TOPICS } from '@trueque/contracts';
import type { EventStore, PartitionHead } from '@trueque/event-store';
import type { Delivery, LaneState, Transport } from '@trueque/messaging';
import type { CarriedEvent } from './cloud-event.js';
import { KafkaLane } from './kafka-lane.js';

/** One consumer of a process: a lane for each market whose partition this process has. */
export class KafkaFeed implements Transport {
  /** Those of its consumer's types. */
  readonly topics: readonly Topic[];
  /** Those of all consumers of the process: each moves on with all of them. */
  private heard: readonly Topic[] = [];
  private readonly lanes = new Map<string, KafkaLane>();
  private readonly seen = new Map<string, number>();
  private running = false;

  constructor(
    readonly delivery: Delivery,
    private readonly store: EventStore,
    readonly serves: (partition: string) => boolean,
  ) {
    const heard = new Set(delivery.consumer.types.map((type) => eventDeclaration(type).topic));
    this.topics = TOPICS.filter((topic) => heard.has(topic));
  }

  start(): void {
    this.running = true;
  }

  /** Which topics' messages it is given. */
  hear(topics: readonly Topic[]): void {
    this.heard = topics;
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.rested();
    this.lanes.clear();
  }

  wake(partition: string): void {
    if (this.running && this.serves(partition))
      void this.laneOf(partition)
        .catchUp()
        .catch(() => undefined);
  }

  async rested(): Promise<void> {
    await Promise.all([...this.lanes.values()].map((lane) => lane.rested()));
  }

  get states(): ReadonlyMap<string, LaneState> {
    return new Map([...this.lanes].map(([partition, lane]) => [partition, lane.state]));
  }

  /** Events that no message brought in time, since the process started. */
  get fetched(): number {
    return [...this.lanes.values()].reduce((sum, { fetched }) => sum + fetched, 0);
  }

  /** Takes what a batch carries; rejects where it must come again. */
  async take(events: ReadonlyMap<string, readonly CarriedEvent[]>): Promise<void> {
    if (!this.running) return;
    const taken = [...events].map(([partition, its]) => this.laneOf(partition).take(its));
    const results = await Promise.allSettled(taken);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  /**
   * What no message brings, a lost last one or an event of a topic that is not heard, is read from
   * the store once a lane has stood still from one look to the next.
   */
  async lookAfter(heads: readonly PartitionHead[]): Promise<void> {
    const behind = heads.filter(
      ({ partition, position }) =>
        this.serves(partition) && (this.lanes.get(partition)?.state.position ?? -1) < position,
    );
    await Promise.allSettled(behind.map(({ partition }) => this.lookAfterOne(partition)));
  }

  /** Markets that went to another process are forgotten; their checkpoints are in the database. */
  dropOthers(): void {
    for (const partition of this.lanes.keys())
      if (!this.serves(partition)) this.lanes.delete(partition);
  }

  private async lookAfterOne(partition: string): Promise<void> {
    if (!this.running) return;
    const lane = this.laneOf(partition);
    if (!lane.isKnown) await lane.lookUp();
    const { position } = lane.state;
    if (this.seen.get(partition) === position) await lane.catchUp();
    this.seen.set(partition, position);
  }

  private laneOf(partition: string): KafkaLane {
    const known = this.lanes.get(partition);
    const lane = known ?? new KafkaLane(this.delivery, this.heard, this.store, partition);
    this.lanes.set(partition, lane);
    return lane;
  }
}
