import type { CaseFile, CasePeer } from '@trueque/contracts';
import { type MarketSize, SEED, seededMarket } from '../../seeded-market.js';

/** Neighbourhoods that no line joins, each with a power station of its own in place of the main grid. */
export const islandsMarket = (islands: number, size: MarketSize): CaseFile => {
  const names = Array.from({ length: islands }, (_, index) => `I${index + 1}`);
  const first = seededMarket({ ...size, communities: 1 }, SEED);
  return {
    ...first,
    name: `seeded-islands-${islands}-${size.peers}`,
    rules: { ...first.rules, structure: 'community' },
    communities: names.map((id) => ({ id })),
    contracts: [],
    peers: names.flatMap((island, index) =>
      seededMarket({ ...size, communities: 1 }, SEED + index).peers.map((peer) =>
        onIsland(island, peer),
      ),
    ),
  };
};

const onIsland = (island: string, { bids, ...peer }: CasePeer): CasePeer => ({
  ...peer,
  ...(peer.role === 'grid' ? { role: 'producer' as const } : bids && { bids }),
  id: `${island}-${peer.id}`,
  community: island,
});
