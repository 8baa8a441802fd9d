import type { EventStore } from '@trueque/event-store';
import type { Delivery } from './delivery.js';
import { Lane, type LaneState, type SharedLog } from './lane.js';
import type { Transport } from './transport.port.js';

/** Appends of other processes are noticed this much later at most. */
const POLL_MS = 1_000;

/**
 * The transport of one process: reads the event store itself, a lane per consumer and partition.
 * Appends of this process wake it; a slow poll finds those of others.
 */
export class InProcessTransport implements Transport {
  private readonly lanes = new Map<string, Lane>();
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;
  private running = false;

  constructor(
    private readonly store: EventStore,
    private readonly log: SharedLog,
    readonly delivery: Delivery,
  ) {}

  start(): void {
    this.running = true;
    this.unsubscribe = this.store.onAppended((partition) => this.wake(partition));
    this.poll();
  }

  /** Takes no more events; resolves once those at hand are finished. */
  async stop(): Promise<void> {
    this.running = false;
    this.unsubscribe?.();
    clearTimeout(this.timer);
    await Promise.all([...this.lanes.values()].map((lane) => lane.stop()));
    this.lanes.clear();
  }

  wake(partition: string): void {
    if (this.running) this.laneOf(partition).wake();
  }

  async rested(): Promise<void> {
    await Promise.all([...this.lanes.values()].map((lane) => lane.rested()));
  }

  /** Where each partition's lane is. */
  get states(): ReadonlyMap<string, LaneState> {
    return new Map([...this.lanes].map(([partition, lane]) => [partition, lane.state]));
  }

  serves(): boolean {
    return true;
  }

  private laneOf(partition: string): Lane {
    const lane = this.lanes.get(partition) ?? new Lane(this.delivery, this.log, partition);
    this.lanes.set(partition, lane);
    return lane;
  }

  private poll(): void {
    void this.wakeBehind().finally(() => {
      if (this.running) this.timer = setTimeout(() => this.poll(), POLL_MS).unref();
    });
  }

  private async wakeBehind(): Promise<void> {
    // A store that is away now is asked again at the next poll; the lanes tell about it.
    const heads = await this.store.heads().catch(() => []);
    for (const { partition, position } of heads)
      if ((this.lanes.get(partition)?.state.position ?? -1) < position) this.wake(partition);
  }
}
