import { isoInstant } from '@trueque/kernel';
import { forEach, type Operator, said } from '../api/operator-client.js';

/** A market with a crowd in it, and auctions of one hour that wait for its offers. */
export interface Crowd {
  readonly marketId: string;
  readonly peerIds: readonly string[];
}

export interface CrowdSize {
  readonly peers: number;
  readonly communities: number;
}

const GRID = 'grid';
const AT_ONCE = 32;
const HOUR_MS = 3_600_000;
/** Long enough that no gate closes by itself while somebody looks. */
const GATE_MS = 24 * HOUR_MS;
const FIRST_DELIVERY_MS = Date.UTC(2031, 0, 1);

/** Half of the crowd consumes, a third also has sun on the roof; the main grid serves the rest. */
const roleOf = (index: number) => {
  if (index === 0) return 'grid';
  return index % 3 === 0 ? 'prosumer' : 'consumer';
};

export const openCrowd = async (
  operator: Operator,
  marketId: string,
  { communities, peers }: CrowdSize,
): Promise<Crowd> => {
  const path = `/markets/${marketId}`;
  await said(operator, 'POST', '/markets', {
    ...{ marketId, name: 'Load', currency: 'EUR', timeZone: 'Europe/Berlin', mtu: 'PT1H' },
    rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
  });
  const communityIds = Array.from({ length: communities }, (_, index) => `c${index + 1}`);
  await forEach([...communityIds, 'main-grid'], AT_ONCE, (communityId) =>
    said(operator, 'POST', `${path}/communities`, { communityId }),
  );
  const peerIds = Array.from({ length: peers }, (_, index) => (index === 0 ? GRID : `p${index}`));
  await forEach([...peerIds.entries()], AT_ONCE, ([index, peerId]) =>
    said(operator, 'POST', `${path}/peers`, {
      peerId,
      communityId: index === 0 ? 'main-grid' : (communityIds[index % communities] ?? ''),
      role: roleOf(index),
    }),
  );
  return { marketId, peerIds };
};

/** The path of an auction that was just scheduled. */
export const scheduleAuction = async (
  operator: Operator,
  { marketId }: Crowd,
  index: number,
): Promise<string> => {
  const startMs = FIRST_DELIVERY_MS + index * HOUR_MS;
  const path = `/markets/${marketId}/auctions`;
  const auctionId = `a${String(index).padStart(5, '0')}`;
  await said(operator, 'POST', path, {
    auctionId,
    start: isoInstant(startMs),
    periods: 1,
    gateClosesAt: isoInstant(Date.now() + GATE_MS),
  });
  return `${path}/${auctionId}`;
};

/** What the peer at this place in the crowd offers; the same every time. */
export const offerOf = ({ peerIds }: Crowd, index: number) => {
  const peerId = peerIds[index] ?? GRID;
  const load = 0.4 + (index % 37) / 20;
  switch (roleOf(index)) {
    case 'grid':
      return {
        peerId,
        offer: {
          generation: { min: 0, max: peerIds.length * 10, cost: 0.24 },
          exportCost: 0.02,
          bids: [{ power: peerIds.length * 10, value: 0.04 }],
        },
      };
    case 'prosumer': {
      const generation = { min: 0, max: 1 + (index % 41) / 8, cost: 0.05 + (index % 11) / 200 };
      return { peerId, offer: { generation, exportCost: 0.01 + (index % 7) / 500, load } };
    }
    default:
      return { peerId, offer: { load } };
  }
};

/** Every peer's offer, a line each. */
export const bookOf = (crowd: Crowd): string =>
  crowd.peerIds.map((_, index) => `${JSON.stringify(offerOf(crowd, index))}\n`).join('');
