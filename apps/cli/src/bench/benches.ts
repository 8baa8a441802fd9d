import type { Bench } from './bench-row.js';
import { apiBench } from './api/api-bench.js';
import { busBench } from './bus/bus-bench.js';
import { clearingBench } from './clearing/clearing-bench.js';
import { eventsBench } from './events/events-bench.js';
import { intakeBench } from './intake/intake-bench.js';
import { replayBench } from './replay/replay-bench.js';
import { settlementBench } from './settlement/settlement-bench.js';

/** Every benchmark there is; a new one is a line here. */
export const BENCHES: readonly Bench[] = [
  apiBench,
  busBench,
  clearingBench,
  eventsBench,
  intakeBench,
  replayBench,
  settlementBench,
];
