import type { Peer } from '../market/market.js';
import { type Draft, hasDemand, hasSupply } from './draft.js';
import { selfSupplyMatters } from './exchange-cost.js';
import type { BidClass, BuyerGroup, DemandNode, Hub, SupplyMember } from './network.js';

/** The demand side of a period: nodes of balance, and the groups of buyers they hang on. */
export interface DemandSide {
  readonly nodes: DemandNode[];
  readonly groups: GroupDraft[];
  /** Node of each peer that has one of its own. */
  readonly ownNodes: ReadonlyMap<number, DemandNode>;
}

export interface GroupDraft {
  readonly community: number;
  /** The one peer of this group, if it is told apart. */
  readonly peer: number | undefined;
  /** Where it buys openly; the main grid under `community` buys what the others offer, and only it. */
  readonly hub: Hub;
  readonly row: number;
  readonly nodes: number[];
  localColumn: BuyerGroup['localColumn'];
  readonly hubColumns: number[];
  readonly arrivals: { column: number; link: number }[];
}

export const addDemand = (draft: Draft, period: number): DemandSide => {
  const ownNodes = new Map<number, DemandNode>();
  const side: DemandSide & { ownNodes: typeof ownNodes } = { nodes: [], groups: [], ownNodes };
  draft.members.forEach((members, community) => {
    const pool = addGroup(draft, side, { community, peer: undefined, hub: 'grid' });
    const { own, pooled } = placePeers(draft, members, period);
    addNode(draft, side, { period, group: pool, row: pool.row, peers: pooled });
    for (const peer of own) addOwnNode(draft, side, { period, pool, peer });
  });
  return side;
};

/** Who is balanced with the community, and who needs a node of their own. */
const placePeers = (draft: Draft, members: readonly Peer[], period: number) => {
  const [own, pooled]: [Peer[], Peer[]] = [[], []];
  for (const peer of members) {
    if (hasDemand(peer, period)) (needsOwnNode(draft, peer, period) ? own : pooled).push(peer);
  }
  return { own, pooled };
};

const needsOwnNode = (draft: Draft, peer: Peer, period: number): boolean => {
  const role = peer.roles[period];
  if (role === 'producer' || isGroupOfItsOwn(draft, peer, period)) return true;
  // A consumer sells nothing: what its battery gives back is for itself alone.
  if (role === 'consumer') return peer.battery !== undefined;
  return selfSupplyMatters(draft.market.rules) && hasSupply(peer, period);
};

/** Named by a contract, or reachable over another hub than the rest: the main grid under `community`. */
const isGroupOfItsOwn = ({ market, namedBuyers }: Draft, peer: Peer, period: number): boolean =>
  peer.roles[period] !== 'producer' &&
  (namedBuyers.has(peer.index) || isGridApart({ market }, peer, period));

const isGridApart = ({ market }: Pick<Draft, 'market'>, peer: Peer, period: number): boolean =>
  market.rules.structure === 'community' && peer.roles[period] === 'grid';

const addGroup = (
  { builder }: Draft,
  side: DemandSide,
  owner: Pick<GroupDraft, 'community' | 'peer' | 'hub'>,
): GroupDraft => {
  const group: GroupDraft = {
    ...owner,
    row: builder.addRow(),
    nodes: [],
    localColumn: undefined,
    hubColumns: [],
    arrivals: [],
  };
  side.groups.push(group);
  return group;
};

const addOwnNode = (
  draft: Draft,
  side: DemandSide & { ownNodes: Map<number, DemandNode> },
  { period, pool, peer }: { period: number; pool: GroupDraft; peer: Peer },
): void => {
  const apart = isGroupOfItsOwn(draft, peer, period);
  const group = apart
    ? addGroup(draft, side, {
        community: peer.community,
        peer: peer.index,
        hub: isGridApart(draft, peer, period) ? 'peers' : 'grid',
      })
    : pool;
  const row = apart ? group.row : draft.builder.addRow();
  const node = addNode(draft, side, { period, group, row, peers: [peer], owner: peer });
  side.ownNodes.set(peer.index, node);
};

interface NodePlan {
  readonly period: number;
  readonly group: GroupDraft;
  readonly row: number;
  readonly peers: readonly Peer[];
  readonly owner?: Peer;
}

const addNode = (draft: Draft, side: DemandSide, plan: NodePlan): DemandNode => {
  const { group, owner, peers, period, row } = plan;
  const loads = loadsOf(peers, period);
  draft.builder.addToRightHandSide(row, totalOf(loads));
  const node: DemandNode = {
    community: group.community,
    row,
    peer: owner?.index,
    loads,
    shedColumn: addShed(draft, row, loads),
    bids: addBids(draft, plan),
    charges: addCharges(draft, plan),
    purchaseColumn: addPurchase(draft, plan),
  };
  group.nodes.push(side.nodes.push(node) - 1);
  return node;
};

const loadsOf = (peers: readonly Peer[], period: number): SupplyMember[] => {
  const loads: SupplyMember[] = [];
  for (const { index, loadKwh } of peers) {
    const energyKwh = loadKwh[period]!;
    if (energyKwh > 0) loads.push({ peer: index, energyKwh });
  }
  return loads;
};

export const totalOf = (members: readonly SupplyMember[]): number =>
  members.reduce((sum, { energyKwh }) => sum + energyKwh, 0);

const addShed = (
  { builder, market }: Draft,
  row: number,
  loads: readonly SupplyMember[],
): number | undefined =>
  market.rules.shortage === 'reject' || loads.length === 0
    ? undefined
    : builder.addArc({
        to: row,
        cost: market.rules.shortage.curtailAt,
        upper: totalOf(loads),
      });

/** One empty list for all who have none. */
const NONE: readonly never[] = [];

/** Bids of equal value at one node are one column. */
const addBids = ({ builder }: Draft, { peers, period, row }: NodePlan): BidClass[] => {
  const byValue = new Map<number, SupplyMember[]>();
  for (const peer of peers) {
    for (const { energyKwh, value } of peer.bids) {
      if (energyKwh[period] === 0) continue;
      const members = byValue.get(value[period]!) ?? [];
      members.push({ peer: peer.index, energyKwh: energyKwh[period]! });
      byValue.set(value[period]!, members);
    }
  }
  return [...byValue]
    .sort(([a], [b]) => b - a)
    .map(([value, members]) => ({
      value,
      members,
      column: builder.addArc({ from: row, cost: -value, upper: totalOf(members) }),
    }));
};

const addCharges = ({ batteries, builder }: Draft, { peers, period, row }: NodePlan) => {
  if (batteries.size === 0) return NONE;
  return peers.flatMap(({ index }) => {
    const store = batteries.get(index);
    if (store === undefined) return [];
    const { battery, charge, rows } = store;
    const gain = battery.chargeEfficiency;
    const column = builder.addArc({
      from: row,
      to: rows[period]!,
      gain,
      upper: battery.chargeKwh[period]!,
    });
    charge[period] = column;
    return [{ peer: index, column }];
  });
};

/** A producer imports nothing (α = 0): its node has no way in but its own supply. */
const addPurchase = (
  { builder }: Draft,
  { group, owner, period, row }: NodePlan,
): number | undefined =>
  row === group.row || owner?.roles[period] === 'producer'
    ? undefined
    : builder.addArc({ from: group.row, to: row });
