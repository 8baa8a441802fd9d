import type { Delivery } from './delivery.js';
import type { LaneState } from './lane.js';
import type { Undertaker } from './undertaker.port.js';

/** Brings the events of all partitions to one consumer. */
export interface Transport {
  readonly delivery: Delivery;
  start(): void;
  /** Takes no more events; resolves once those at hand are finished. */
  stop(): Promise<void>;
  /** There may be more in this partition. */
  wake(partition: string): void;
  /** Resolves once all that it was woken for is taken, or waits for something ill. */
  rested(): Promise<void>;
  /** Where each partition that this process serves is. */
  readonly states: ReadonlyMap<string, LaneState>;
  /** Whether this process serves a partition; with several processes each has some. */
  serves(partition: string): boolean;
}

/** What events travel by, for all consumers of a process. */
export interface Carrier extends Undertaker {
  transportTo(delivery: Delivery): Transport;
  /** Once all consumers have their transports. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Injection token of a carrier; without one, consumers read the event store of their process. */
export const CARRIER = 'MessageCarrier';
