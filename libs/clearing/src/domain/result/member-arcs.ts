import type { BidClass, Network, SupplyClass, SupplyMember } from '../formulation/network.js';
import type { ArcsOfFlow } from './arcs-of-flow.js';
import { gotByMember, selfColumns, sharesOf } from './member-shares.js';
import type { WholeFlow } from './whole-flow.js';

/** Where columns begin or end instead, by column. */
export interface MemberEnds {
  readonly tails: Map<number, number>;
  readonly heads: Map<number, number>;
}

/**
 * Peers as nodes of the rounding: what a peer makes, or what its bids get, is a flow of its own whose parts
 * are its steps. So no peer is told a whole Wh more than its limit, however many classes its steps are in and
 * however many others share them. Classes of peers with one step each are split afterwards, by themselves.
 */
export const addMembers = (network: Network, whole: WholeFlow, found: ArcsOfFlow): MemberEnds => {
  const ends: MemberEnds = { tails: new Map(), heads: new Map() };
  const { outside } = found;
  const peersCount = network.market.peers.length;
  for (const { nodes, supplies } of network.periods) {
    const made = supplies.filter(({ battery }) => battery === undefined);
    const makers = new PeerNodes(made, peersCount, found);
    for (const supply of made) addSupply(supply, whole, { ends, found, peers: makers });
    makers.addSums((node) => [outside, node]);
    const bids = nodes.flatMap(({ bids, row }) => bids.map((bid): PlacedBid => ({ ...bid, row })));
    const bidders = new PeerNodes(bids, peersCount, found);
    for (const bid of bids) addBid(bid, whole, { ends, found, peers: bidders });
    bidders.addSums((node) => [node, outside]);
  }
  return ends;
};

interface Found {
  readonly ends: MemberEnds;
  readonly found: ArcsOfFlow;
  readonly peers: PeerNodes;
}

const addSupply = (supply: SupplyClass, whole: WholeFlow, { ends, found, peers }: Found): void => {
  const { members, outputColumn, row } = supply;
  const { flow, partsWh } = whole;
  if (flow[outputColumn] === 0 || !peers.haveSeveral(members)) return;
  if (members.length === 1) {
    ends.tails.set(outputColumn, peers.endOf(members[0]!.peer, flow[outputColumn]!));
    return;
  }
  const own = selfColumns(supply);
  const { keptKwh, soldKwh } = sharesOf(supply, flow);
  const parts = new Float64Array(members.length);
  partsWh.set(outputColumn, parts);
  members.forEach(({ peer }, member) => {
    const madeKwh = keptKwh[member]! + soldKwh[member]!;
    const from = peers.endOf(peer, madeKwh);
    const ownColumn = own[member];
    if (ownColumn === undefined) {
      return found.addPart(parts, member, [from, row], madeKwh);
    }
    const node = found.addNode();
    found.addSum([from, node], madeKwh);
    ends.tails.set(ownColumn, node);
    found.addPart(parts, member, [node, row], soldKwh[member]!);
  });
};

type PlacedBid = BidClass & { readonly row: number };

const addBid = (
  { column, members, row }: PlacedBid,
  { flow, partsWh }: WholeFlow,
  { ends, found, peers }: Found,
): void => {
  if (flow[column] === 0 || !peers.haveSeveral(members)) return;
  if (members.length === 1) {
    ends.heads.set(column, peers.endOf(members[0]!.peer, flow[column]!));
    return;
  }
  const parts = new Float64Array(members.length);
  partsWh.set(column, parts);
  gotByMember(members, flow[column]!).forEach((kwh, member) => {
    found.addPart(parts, member, [row, peers.endOf(members[member]!.peer, kwh)], kwh);
  });
};

/** Peers with several pieces in one period; what these add up to is an arc from the outside, or to it. */
class PeerNodes {
  private readonly pieces: Uint8Array;
  private readonly sums = new Map<number, { readonly node: number; kwh: number }>();

  constructor(
    classes: readonly { readonly members: readonly SupplyMember[] }[],
    peersCount: number,
    private readonly found: ArcsOfFlow,
  ) {
    this.pieces = new Uint8Array(peersCount);
    for (const { members } of classes) {
      for (const { peer } of members) this.pieces[peer] = Math.min(2, this.pieces[peer]! + 1);
    }
  }

  /** Whether one of these has another piece elsewhere; if none has, the class can be split by itself. */
  haveSeveral(members: readonly SupplyMember[]): boolean {
    return members.some(({ peer }) => this.pieces[peer]! > 1);
  }

  /** Where a piece of a peer comes from or goes to; it counts there from now on. */
  endOf(peer: number, kwh: number): number {
    if (this.pieces[peer]! < 2) return this.found.outside;
    const known = this.sums.get(peer) ?? { node: this.found.addNode(), kwh: 0 };
    known.kwh += kwh;
    this.sums.set(peer, known);
    return known.node;
  }

  addSums(endsAt: (node: number) => readonly [tail: number, head: number]): void {
    for (const { kwh, node } of this.sums.values()) this.found.addSum(endsAt(node), kwh);
  }
}
