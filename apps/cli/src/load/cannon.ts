import autocannon, { type Request } from 'autocannon';
import type { Operator } from '../api/operator-client.js';

/** What one kind of request came to. */
export interface Fired {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Answers that were neither 2xx nor what the kind may be answered, broken connections, time-outs. */
  readonly errors: number;
}

export interface Volley {
  readonly connections: number;
  readonly seconds: number;
  /** The next request; asked anew for each. */
  readonly next: () => Request;
}

/** Fires at a running trueque: each connection asks again as soon as it was answered. */
export const fire = async (
  { key, url }: Operator,
  { connections, next, seconds }: Volley,
): Promise<Fired> => {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const result = await autocannon({
    ...{ url, connections, duration: seconds, timeout: 30 },
    requests: [
      {
        setupRequest: (request) => {
          const wanted = next();
          return { ...request, ...wanted, headers: { ...headers, ...wanted.headers } };
        },
      },
    ],
  });
  const { errors, latency, non2xx, requests, timeouts } = result;
  return {
    requests: requests.total,
    perSecond: requests.total / result.duration,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    maxMs: latency.max,
    errors: errors + non2xx + timeouts,
  };
};
