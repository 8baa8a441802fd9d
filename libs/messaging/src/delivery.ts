import type { RecordedEvent } from '@trueque/event-store';
import type { DataSource } from 'typeorm';
import type { Consumer } from './consumer.js';
import { Ledger } from './ledger.js';
import { deliverToProcess } from './process-delivery.js';
import type { Undertaker } from './undertaker.port.js';
import { deliverToProjection } from './projection-delivery.js';

/**
 * Brings events of one partition to one consumer: the half of messaging that every transport
 * shares. No event
 * that the consumer hears is missing between `after` and them. What is refused or wrong is dealt with inside;
 * what throws (raced, unwell) was not acknowledged: read the checkpoint and come again.
 */
export type Deliver = (after: number, events: readonly RecordedEvent[]) => Promise<void>;

export interface Delivery {
  readonly consumer: Consumer;
  readonly ledger: Ledger;
  readonly deliver: Deliver;
}

export const deliveryTo = (
  consumer: Consumer,
  dataSource: DataSource,
  undertaker?: Undertaker,
): Delivery => {
  const ledger = new Ledger(consumer.name, dataSource, undertaker);
  const deliver: Deliver =
    consumer.kind === 'process'
      ? (after, events) => deliverToProcess(consumer, ledger, after, events)
      : (after, events) => deliverToProjection(consumer, ledger, after, events);
  return { consumer, ledger, deliver };
};
