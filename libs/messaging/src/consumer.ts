import type { EventType } from '@trueque/contracts';
import type { RecordedEvent } from '@trueque/event-store';
import type { EntityManager } from 'typeorm';

/**
 * Turns events into decisions of its own context: translates in, calls `store.transact` with
 * `causedBy` = the event's id, so that a second delivery has no second effect. Called in order,
 * one event at a time per partition. What it throws is one of the four fates (see `fates.ts`).
 */
export interface ProcessConsumer {
  readonly kind: 'process';
  /** Names its checkpoint: `clearing.auctions`. */
  readonly name: string;
  readonly types: readonly EventType[];
  handle(event: RecordedEvent): Promise<void>;
}

/**
 * Folds events into rows that may be deleted and rebuilt from position 0. Rows and checkpoint are
 * written in one transaction, the given one.
 */
export interface Projection {
  readonly kind: 'projection';
  /**
   * With its version: `reporting.prices.v1`. Where rows are to be made differently, raise it: a process
   * that starts with a newer version than the rows have rebuilds them, and the old ones serve meanwhile.
   */
  readonly name: string;
  readonly types: readonly EventType[];
  project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void>;
  /** So many events are one transaction where it is behind; for those whose events are small and come in crowds. */
  readonly eventsAtOnce?: number;
  /** The tables it fills, and nobody else: a rebuild fills others of the same shape, and takes them in their place. */
  readonly rows: readonly (new () => object)[];
}

export type Consumer = ProcessConsumer | Projection;
