import 'reflect-metadata';
import { HttpClient } from '../flow/http-client.js';
import { LARGE, sayLargeMarket } from './large-market.js';

const [url = '', peers, communities, periods] = process.argv.slice(2);
const startedMs = Date.now();
const say = (line: string) =>
  process.stderr.write(`${((Date.now() - startedMs) / 1000).toFixed(1)} s ${line}\n`);
void sayLargeMarket(
  new HttpClient(url),
  {
    ...LARGE,
    peers: Number(peers ?? LARGE.peers),
    communities: Number(communities ?? LARGE.communities),
    periods: Number(periods ?? LARGE.periods),
  },
  say,
).then(() => say('settled'));
