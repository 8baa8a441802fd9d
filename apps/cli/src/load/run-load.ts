import { type Fired, fire } from './cannon.js';
import { bookOf, type Crowd, openCrowd, scheduleAuction } from './crowd.js';
import { type Operator, said } from '../api/operator-client.js';
import { queries, readings, singleOffers } from './volleys.js';

export interface LoadRow extends Fired {
  readonly kind: string;
}

export interface Load extends Operator {
  readonly seconds: number;
  readonly connections: number;
  readonly peers: number;
}

const PEERS_A_COMMUNITY = 40;
/** Over already when the load begins: for readings and queries. */
const AUCTIONS_OVER = 4;
/** More than any machine of ours takes, so that no offer comes twice. */
const OFFERS_PER_SECOND_MAX = 4_000;

/** A market of its own; then offers, readings and queries side by side for as long as was asked. */
export const runLoad = async (
  load: Load,
  say: (progress: string) => void,
): Promise<readonly LoadRow[]> => {
  const { connections, peers, seconds } = load;
  say(`a market of ${peers} peers`);
  const marketId = `load-${Date.now().toString(36)}`;
  const communities = Math.ceil(peers / PEERS_A_COMMUNITY);
  const crowd = await openCrowd(load, marketId, { peers, communities });
  const over = await auctionsOver(load, crowd);
  const open = await openAuctions(load, crowd);
  say(`${seconds} s of offers, readings and queries`);
  const beside = Math.max(1, Math.floor(connections / 4));
  const kinds = [
    { kind: 'offers', connections, next: singleOffers(crowd, open) },
    { kind: 'readings', connections: beside, next: readings(crowd, over) },
    { kind: 'queries', connections: beside, next: queries(crowd, over) },
  ];
  return Promise.all(
    kinds.map(async ({ kind, ...volley }) => ({
      kind,
      ...(await fire(load, { ...volley, seconds })),
    })),
  );
};

const auctionsOver = async (load: Load, crowd: Crowd): Promise<readonly string[]> => {
  const paths: string[] = [];
  const headers = {
    authorization: `Bearer ${load.key}`,
    'content-type': 'application/x-ndjson',
  };
  for (let index = 0; index < AUCTIONS_OVER; index += 1) {
    const path = await scheduleAuction(load, crowd, index);
    await fetch(`${load.url}${path}/offers`, { method: 'POST', headers, body: bookOf(crowd) });
    await said(load, 'POST', `${path}/gate-closure`, {});
    paths.push(path);
  }
  return paths;
};

const openAuctions = async (load: Load, crowd: Crowd): Promise<readonly string[]> => {
  const count = Math.ceil((load.seconds * OFFERS_PER_SECOND_MAX) / load.peers);
  const paths: string[] = [];
  for (let index = 0; index < count; index += 1)
    paths.push(await scheduleAuction(load, crowd, AUCTIONS_OVER + index));
  return paths;
};
