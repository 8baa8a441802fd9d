import { Counter, Gauge, Histogram } from 'prom-client';
import { registry } from './registry.js';

const registers = [registry];

/** Seconds; from a lookup to a request that waits for a disk. */
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10];
/** Seconds; from a village's auction to a country's. */
const CLEARING_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300];
/** Seconds; a keeper looks twice a second, and after an outage catches up. */
const LATENESS_SECONDS = [0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3_600];

/** Requests by the route they matched, never by their path: paths have no end. */
export const requestSeconds = new Histogram({
  name: 'trueque_http_request_seconds',
  help: 'Time to answer a request.',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: REQUEST_SECONDS,
  registers,
});

/** `code` is that of the problem document. */
export const problems = new Counter({
  name: 'trueque_http_problems_total',
  help: 'Requests that were answered with a problem document.',
  labelNames: ['code', 'status'] as const,
  registers,
});

/** `outcome` is `accepted`, `repeated`, or the reason of the refusal. */
export const offersDecided = new Counter({
  name: 'trueque_offers_total',
  help: 'Offers that were decided on, alone or in a batch.',
  labelNames: ['outcome'] as const,
  registers,
});

export const gateLatenessSeconds = new Histogram({
  name: 'trueque_gate_lateness_seconds',
  help: 'Time from the announced closing of a gate to the closing being recorded.',
  buckets: LATENESS_SECONDS,
  registers,
});

/** `status` is `cleared` or `failed`. */
export const clearingSeconds = new Histogram({
  name: 'trueque_clearing_seconds',
  help: 'Time from a complete book to a result, the wait for a free thread included.',
  labelNames: ['status'] as const,
  buckets: CLEARING_SECONDS,
  registers,
});

/** Counted here, and told when somebody asks: every command of the store passes by. */
const depths = new Map<string, number>();

new Gauge({
  name: 'trueque_queue_depth',
  help: 'Work that waits or is under way, by queue: commands at the event store, tasks of worker threads.',
  labelNames: ['queue'] as const,
  registers,
  collect() {
    for (const [queue, depth] of depths) this.set({ queue }, depth);
  },
});

const deepen = (queue: string, by: 1 | -1): void =>
  void depths.set(queue, (depths.get(queue) ?? 0) + by);

/** Counts work in its queue for as long as it takes, waiting included. */
export const inQueue = async <Answer>(
  queue: string,
  work: () => Promise<Answer>,
): Promise<Answer> => {
  deepen(queue, 1);
  try {
    return await work();
  } finally {
    deepen(queue, -1);
  }
};
