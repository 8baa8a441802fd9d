import type { AuctionSummary, PeerSummary, TradedWith } from '../run/auction-summary.js';

/** Sums over all auctions of a run. Energy in Wh, money in 10⁻⁹ currency. */
export interface RunTotals {
  readonly name: string;
  readonly currency: string;
  auctions: number;
  objective: number;
  networkNanos: bigint;
  congestionNanos: bigint;
  readonly peers: Map<string, PeerTotals>;
  /** Energy bought by price step (10⁻² currency/kWh). */
  readonly prices: Map<number, number>;
  /** Objective of each auction by day, for a chart. */
  readonly objectives: { readonly start: string; readonly objective: number }[];
}

export interface PeerTotals {
  readonly id: string;
  community: string;
  readonly isGrid: boolean;
  loadWh: number;
  servedWh: number;
  generationWh: number;
  chargeWh: number;
  dischargeWh: number;
  readonly bought: Mutable<TradedWith>;
  readonly sold: Mutable<TradedWith>;
  paidNanos: bigint;
  receivedNanos: bigint;
  ownCostNanos: bigint;
}

type Mutable<Record_> = { -readonly [Key in keyof Record_]: Record_[Key] };

/** Sums over the auctions of a run; over some of them where `only` says which. */
export const totalsOf = async (
  name: string,
  auctions: AsyncIterable<AuctionSummary>,
  only?: ReadonlySet<string>,
): Promise<RunTotals> => {
  let totals: RunTotals | undefined;
  for await (const auction of auctions) {
    if (only?.has(auction.auctionId) === false) continue;
    totals ??= empty(name, auction.currency);
    addAuction(totals, auction);
  }
  return totals ?? empty(name, '');
};

/** Ids of the auctions that a run has cleared: only what both of two runs have can be compared. */
export const clearedIds = async (
  auctions: AsyncIterable<AuctionSummary>,
): Promise<ReadonlySet<string>> => {
  const ids = new Set<string>();
  for await (const { auctionId, status } of auctions) if (status === 'cleared') ids.add(auctionId);
  return ids;
};

const empty = (name: string, currency: string): RunTotals => ({
  ...{ name, currency, auctions: 0, objective: 0 },
  ...{ networkNanos: 0n, congestionNanos: 0n, peers: new Map(), prices: new Map() },
  objectives: [],
});

const addAuction = (totals: RunTotals, auction: AuctionSummary): void => {
  totals.auctions += 1;
  totals.objective += auction.objective;
  totals.networkNanos += BigInt(auction.networkNanos);
  totals.congestionNanos += BigInt(auction.congestionNanos);
  totals.objectives.push({ start: auction.start, objective: auction.objective });
  for (const peer of auction.peers) addPeer(peerOf(totals, peer), peer);
  for (const [step, energyWh] of auction.prices)
    totals.prices.set(step, (totals.prices.get(step) ?? 0) + energyWh);
};

const peerOf = ({ peers }: RunTotals, { id, community, isGrid }: PeerSummary): PeerTotals => {
  const known = peers.get(id);
  if (known !== undefined) return known;
  const none = () => ({ communityWh: 0, othersWh: 0, gridWh: 0 });
  const fresh: PeerTotals = {
    ...{ id, community, isGrid, loadWh: 0, servedWh: 0, generationWh: 0 },
    ...{ chargeWh: 0, dischargeWh: 0, bought: none(), sold: none() },
    ...{ paidNanos: 0n, receivedNanos: 0n, ownCostNanos: 0n },
  };
  peers.set(id, fresh);
  return fresh;
};

const addPeer = (totals: PeerTotals, peer: PeerSummary): void => {
  totals.community = peer.community;
  for (const field of ['loadWh', 'servedWh', 'generationWh', 'chargeWh', 'dischargeWh'] as const)
    totals[field] += peer[field];
  for (const side of ['bought', 'sold'] as const)
    for (const where of ['communityWh', 'othersWh', 'gridWh'] as const)
      totals[side][where] += peer[side][where];
  totals.paidNanos += BigInt(peer.paidNanos);
  totals.receivedNanos += BigInt(peer.receivedNanos);
  totals.ownCostNanos += BigInt(peer.ownCostNanos);
};

/** What a peer is out of pocket: purchases and own costs, less sales. */
export const netCostNanos = ({ paidNanos, receivedNanos, ownCostNanos }: PeerTotals): bigint =>
  paidNanos + ownCostNanos - receivedNanos;

export const tradedWh = ({ communityWh, othersWh, gridWh }: TradedWith): number =>
  communityWh + othersWh + gridWh;
