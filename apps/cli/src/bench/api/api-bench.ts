import { setTimeout as sleep } from 'node:timers/promises';
import { type Fired, fire } from '../../load/cannon.js';
import { type Crowd, bookOf, openCrowd, scheduleAuction } from '../../load/crowd.js';
import { type Operator, said } from '../../api/operator-client.js';
import { books, singleOffers } from '../../load/volleys.js';
import { type Bench, benchRow, type BenchRow } from '../bench-row.js';
import { withOwnTrueque } from './own-trueque.js';

const SIZE = { peers: 1_000, communities: 25 };
const CONNECTIONS = 64;
const WARM_UP_S = 3;
const SINGLE_S = 10;
/** Auctions that wait for single offers; one a thousand offers. */
const SINGLE_AUCTIONS = 60;
const BOOKS = 120;
const BOOKS_AT_ONCE = 4;
const WARM_UP_BOOKS = 20;
const GATES = 30;
const LOOK_EVERY_MS = 5;

/** What a running trueque takes over HTTP, and how soon a closed gate has a result. */
export const apiBench: Bench = {
  name: 'api',
  description:
    'offers over HTTP at everything in one process, and gate closure to published result',
  run: (say) =>
    withOwnTrueque(async (operator) => {
      say(`a market of ${SIZE.peers} peers`);
      const crowd = await openCrowd(operator, 'bench', SIZE);
      let scheduled = 0;
      const auctions = async (count: number): Promise<string[]> => {
        const paths: string[] = [];
        for (; paths.length < count; scheduled += 1)
          paths.push(await scheduleAuction(operator, crowd, scheduled));
        return paths;
      };
      say('offers one by one');
      const single = await singles(operator, crowd, await auctions(SINGLE_AUCTIONS));
      say('offers in books');
      const bulk = await inBulk(operator, crowd, await auctions(WARM_UP_BOOKS + BOOKS));
      say('gates');
      const gateMs = await gates(operator, crowd, await auctions(GATES));
      return rowsOf({ single, bulk, gateMs });
    }),
};

const singles = async (operator: Operator, crowd: Crowd, paths: readonly string[]) => {
  const next = singleOffers(crowd, paths);
  await fire(operator, { connections: CONNECTIONS, seconds: WARM_UP_S, next });
  return fire(operator, { connections: CONNECTIONS, seconds: SINGLE_S, next });
};

const inBulk = async (operator: Operator, crowd: Crowd, paths: readonly string[]) => {
  const next = books(crowd, paths);
  await fire(operator, { connections: 1, requests: WARM_UP_BOOKS, next });
  return fire(operator, { connections: BOOKS_AT_ONCE, requests: BOOKS, next });
};

/** From the request that closes a gate to the moment when anybody may read what it came to. */
const gates = async (operator: Operator, crowd: Crowd, paths: readonly string[]) => {
  const took: number[] = [];
  const headers = {
    authorization: `Bearer ${operator.key}`,
    'content-type': 'application/x-ndjson',
  };
  await untilReadable(operator, paths);
  for (const path of paths) {
    const body = bookOf(crowd);
    await fetch(`${operator.url}${path}/offers`, { method: 'POST', headers, body });
    const startedMs = performance.now();
    await said(operator, 'POST', `${path}/gate-closure`, {});
    while (!(await isPublished(operator, path))) await sleep(LOOK_EVERY_MS);
    took.push(performance.now() - startedMs);
  }
  return took.toSorted((a, b) => a - b);
};

/** What was scheduled last can be read: the read side has caught up with the load before. */
const untilReadable = async ({ key, url }: Operator, paths: readonly string[]): Promise<void> => {
  const headers = { authorization: `Bearer ${key}` };
  const isThere = async () => (await fetch(`${url}${paths.at(-1) ?? ''}`, { headers })).ok;
  while (!(await isThere())) await sleep(LOOK_EVERY_MS);
};

const PUBLISHED = ['cleared', 'published', 'settled'];

const isPublished = async (operator: Operator, path: string): Promise<boolean> => {
  const { state } = await said<{ readonly state: string }>(operator, 'GET', path);
  if (state === 'failed') throw new Error(`${path} failed`);
  if (!PUBLISHED.includes(state)) return false;
  const prices = await said<{ readonly items: readonly object[] }>(
    operator,
    'GET',
    `${path}/prices`,
  );
  return prices.items.length > 0;
};

interface Measurements {
  readonly single: Fired;
  readonly bulk: Fired;
  readonly gateMs: readonly number[];
}

const rowsOf = ({ bulk, gateMs, single }: Measurements): readonly BenchRow[] => {
  const gateP99Ms = gateMs[Math.ceil(gateMs.length * 0.99) - 1] ?? Infinity;
  const gateP50Ms = gateMs[Math.floor(gateMs.length / 2)] ?? Infinity;
  return [
    benchRow({
      name: `offers, single requests, ${CONNECTIONS} connections`,
      ...{ value: single.perSecond, unit: 'offers/s', atLeast: 1_500 },
    }),
    benchRow({ name: 'the same, p50', value: single.p50Ms, unit: 'ms' }),
    benchRow({ name: 'the same, p99', value: single.p99Ms, unit: 'ms', atMost: 150 }),
    benchRow({
      name: 'offers, NDJSON in bulk',
      ...{ value: bulk.perSecond * SIZE.peers, unit: 'offers/s', atLeast: 15_000 },
    }),
    benchRow({
      name: 'requests that were refused or lost',
      ...{ value: single.errors + bulk.errors, unit: 'requests', atMost: 0 },
    }),
    benchRow({ name: 'gate closure to published result, p50', value: gateP50Ms, unit: 'ms' }),
    benchRow({
      name: 'gate closure to published result, p99',
      ...{ value: gateP99Ms, unit: 'ms', atMost: 1_000 },
    }),
  ];
};
