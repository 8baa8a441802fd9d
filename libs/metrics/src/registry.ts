import { collectDefaultMetrics, Registry } from 'prom-client';

/** All that this process tells of itself. One for a process, since there is one `/metrics`. */
export const registry = new Registry();

/** Memory, processor time and how long the event loop was held up. */
collectDefaultMetrics({ register: registry, prefix: 'trueque_' });
