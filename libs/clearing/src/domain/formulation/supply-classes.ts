import type { Peer } from '../market/market.js';
import type { Draft } from './draft.js';
import type { Hub, SupplyMember } from './network.js';

/** What is alike for every step of one class. */
export interface ClassTraits {
  readonly community: number;
  readonly cost: number;
  readonly exportCost: number;
  /** Generation that must run, whatever it costs. */
  readonly mustRun: boolean;
  readonly hub: Hub;
  /** The seller, where a contract names it. */
  readonly namedPeer: number | undefined;
  /** The battery that discharges; a battery is a class of its own. */
  readonly batteryOf: number | undefined;
  /** A consumer's battery serves its owner alone. */
  readonly selfOnly: boolean;
}

export interface ClassDraft {
  readonly traits: ClassTraits;
  readonly members: SupplyMember[];
}

/** All that a community has on offer in a period, by class. */
export const supplyClasses = (draft: Draft, community: number, period: number): ClassDraft[] =>
  classesOf(piecesOf(draft, draft.members[community]!, period));

/** Energy of one peer that may join that of others of the same traits. */
interface Piece extends SupplyMember {
  readonly traits: ClassTraits;
}

const piecesOf = (draft: Draft, members: readonly Peer[], period: number): Piece[] => {
  const pieces: Piece[] = [];
  for (const peer of members) {
    if (peer.steps.length === 0 && peer.battery === undefined) continue;
    const traits = traitsOf(draft, peer, period);
    addSteps(pieces, traits, { peer, period });
    if (peer.battery === undefined) continue;
    const energyKwh = peer.battery.dischargeKwh[period]!;
    pieces.push({ traits: batteryTraits(traits, peer, period), peer: peer.index, energyKwh });
  }
  return pieces;
};

/** Pieces of equal traits are one class, whose members are in the order of peers. */
const classesOf = (pieces: Piece[]): ClassDraft[] => {
  const classes: ClassDraft[] = [];
  for (const { energyKwh, peer, traits } of pieces.sort(comparePieces)) {
    const last = classes.at(-1);
    if (last !== undefined && compareTraits(last.traits, traits) === 0) {
      addMember(last.members, { peer, energyKwh });
    } else classes.push({ traits, members: [{ peer, energyKwh }] });
  }
  return classes.sort(compareClasses);
};

/** Equal steps of one peer are one: it has one share of the class, and serves itself from it once. */
const addMember = (members: SupplyMember[], member: SupplyMember): void => {
  const last = members.at(-1);
  if (last?.peer !== member.peer) members.push(member);
  else members[members.length - 1] = { ...last, energyKwh: last.energyKwh + member.energyKwh };
};

/** What is alike for all that a peer has on offer. */
type PeerTraits = Pick<ClassTraits, 'community' | 'exportCost' | 'hub' | 'namedPeer'>;

const traitsOf = ({ market, namedSellers }: Draft, peer: Peer, period: number): PeerTraits => ({
  community: peer.community,
  exportCost: peer.exportCost[period]!,
  hub: market.rules.structure === 'community' && peer.roles[period] !== 'grid' ? 'peers' : 'grid',
  namedPeer: namedSellers.has(peer.index) ? peer.index : undefined,
});

const stepTraits = (
  { community, exportCost, hub, namedPeer }: PeerTraits,
  cost: number,
  mustRun: boolean,
): ClassTraits => ({
  community,
  cost,
  exportCost,
  mustRun,
  hub,
  namedPeer,
  batteryOf: undefined,
  selfOnly: false,
});

const batteryTraits = (traits: PeerTraits, peer: Peer, period: number): ClassTraits => ({
  ...stepTraits(traits, peer.battery!.wearCost[period]!, false),
  batteryOf: peer.index,
  selfOnly: peer.roles[period] === 'consumer',
});

const comparePieces = (a: Piece, b: Piece): number =>
  compareTraits(a.traits, b.traits) || a.peer - b.peer;

const compareTraits = (a: ClassTraits, b: ClassTraits): number =>
  compareTerms(a, b) ||
  Number(a.hub === 'grid') - Number(b.hub === 'grid') ||
  (a.namedPeer ?? -1) - (b.namedPeer ?? -1) ||
  (a.batteryOf ?? -1) - (b.batteryOf ?? -1) ||
  Number(a.selfOnly) - Number(b.selfOnly);

const compareTerms = (a: ClassTraits, b: ClassTraits): number =>
  a.cost - b.cost || a.exportCost - b.exportCost || Number(b.mustRun) - Number(a.mustRun);

/** An order that knows contents only: cost, export cost, then the first member's id. */
const compareClasses = (a: ClassDraft, b: ClassDraft): number =>
  compareTerms(a.traits, b.traits) ||
  a.members[0]!.peer - b.members[0]!.peer ||
  (a.traits.batteryOf ?? -1) - (b.traits.batteryOf ?? -1);

/**
 * A peer's steps by ascending cost, cut where its minimum ends. A peer always fills its cheaper step
 * first (any use costs the same on top), so P ≥ Pmin means that the cheapest Pmin are forced.
 */
const addSteps = (
  pieces: Piece[],
  traits: PeerTraits,
  { peer, period }: { readonly peer: Peer; readonly period: number },
): void => {
  if (peer.roles[period] === 'consumer') return;
  let forced = peer.mustRunKwh[period]!;
  for (const { cost, energyKwh } of stepsAt(peer, period)) {
    const mustRun = Math.min(forced, energyKwh);
    const add = (part: number, must: boolean) =>
      pieces.push({ traits: stepTraits(traits, cost, must), peer: peer.index, energyKwh: part });
    forced -= mustRun;
    if (mustRun > 0) add(mustRun, true);
    if (energyKwh > mustRun) add(energyKwh - mustRun, false);
  }
};

const stepsAt = ({ steps }: Peer, period: number) => {
  const offered: { readonly cost: number; readonly energyKwh: number }[] = [];
  for (const { cost, energyKwh } of steps) {
    if (energyKwh[period]! > 0)
      offered.push({ cost: cost[period]!, energyKwh: energyKwh[period]! });
  }
  return offered.length < 2 ? offered : offered.sort((a, b) => a.cost - b.cost);
};
