import { join } from 'node:path';

/** To be forked and asked with `BareWork`; answers `BareRates`. */
export const BARE_KAFKA_WORKER = join(__dirname, 'bare-kafka-worker.js');

/** What a process with nothing but kafkajs in it is asked to do. */
export interface BareWork {
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly partitions: number;
  readonly events: number;
  readonly sendEvents: number;
  readonly body: string;
}

/** Events a second. */
export interface BareRates {
  readonly producing: number;
  readonly consuming: number;
}
