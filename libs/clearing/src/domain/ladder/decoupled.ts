import type { CaseFile, CasePeer, Generation } from '@trueque/contracts';

/**
 * The market with its communities decoupled: no trade between them, no contracts; each trades inside and
 * with the main grid, which sells to all and buys what it would have bought at the fallback price
 * (currency per kWh). What it can sell and buy in all stays what it has offered.
 */
export const decoupled = (file: CaseFile, fallbackPrice: number): CaseFile => ({
  ...file,
  rules: { ...file.rules, structure: 'community', tradeCost: 'export', pricing: 'marginal' },
  contracts: [],
  peers: file.peers.map((peer) => (isGrid(peer) ? atOnePrice(peer, fallbackPrice) : peer)),
});

const isGrid = ({ role }: CasePeer): boolean =>
  Array.isArray(role) ? role.every((each) => each === 'grid') : role === 'grid';

const atOnePrice = ({ bids, generation, ...peer }: CasePeer, price: number): CasePeer => ({
  ...peer,
  exportCost: 0,
  ...(generation === undefined ? {} : { generation: soldAt(generation, price) }),
  ...(bids === undefined ? {} : { bids: bids.map(({ power }) => ({ power, value: price })) }),
});

const soldAt = (generation: Generation, cost: number): Generation =>
  'steps' in generation
    ? { ...generation, steps: generation.steps.map(({ power }) => ({ power, cost })) }
    : { ...generation, cost };
