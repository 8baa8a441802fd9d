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

interface Shots {
  readonly connections: number;
  /** The next request; asked anew for each. */
  readonly next: () => Request;
}

/** For so long, or so many. */
export type Volley = Shots & ({ readonly seconds: number } | { readonly requests: number });

/** Fires at a running trueque: each connection asks again as soon as it was answered. */
export const fire = async (
  { key, url }: Operator,
  { connections, next, ...until }: Volley,
): Promise<Fired> => {
  const ends = 'seconds' in until ? { duration: until.seconds } : { amount: until.requests };
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const result = await autocannon({
    ...{ url, connections, ...ends, timeout: 30 },
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
