import type { Peer } from '../market/market.js';
import { type DemandSide, totalOf } from './demand.js';
import type { Draft } from './draft.js';
import { contractLinkCost, exchangeCost, localLinkCost } from './exchange-cost.js';
import type { LinkSide } from './links.js';
import type { Hub, SupplyClass, SupplyMember, Use } from './network.js';

/** What is alike for every step of one class. */
interface ClassTraits {
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

interface ClassDraft {
  readonly traits: ClassTraits;
  readonly members: SupplyMember[];
}

/** Equal steps of one peer are one: it has one share of the class, and serves itself from it once. */
const addMember = (members: SupplyMember[], member: SupplyMember): void => {
  const last = members.at(-1);
  if (last?.peer !== member.peer) members.push(member);
  else members[members.length - 1] = { ...last, energyKwh: last.energyKwh + member.energyKwh };
};

interface SupplyPlan {
  readonly period: number;
  readonly demand: DemandSide;
  readonly links: LinkSide;
}

export const addSupplies = (draft: Draft, plan: SupplyPlan): SupplyClass[] =>
  collectClasses(draft, plan.period).map((supply) => addSupply(draft, plan, supply));

const collectClasses = (draft: Draft, period: number): ClassDraft[] => {
  const classes = new Map<string, ClassDraft>();
  const join = (traits: ClassTraits, member: SupplyMember): void => {
    const key = keyOf(traits);
    const known = classes.get(key);
    if (known === undefined) classes.set(key, { traits, members: [member] });
    else addMember(known.members, member);
  };
  for (const peer of draft.market.peers) {
    const traits = traitsOf(draft, peer, period);
    for (const { cost, energyKwh, mustRun } of piecesOf(peer, period)) {
      join({ ...traits, cost, mustRun }, { peer: peer.index, energyKwh });
    }
    if (peer.battery !== undefined) {
      const energyKwh = peer.battery.dischargeKwh[period]!;
      join(batteryTraits(traits, peer, period), { peer: peer.index, energyKwh });
    }
  }
  return [...classes.values()].sort((a, b) => compareClasses(a, b));
};

const keyOf = (traits: ClassTraits): string =>
  `${traits.community}|${traits.cost}|${traits.exportCost}|${traits.mustRun}|${traits.hub}|` +
  `${traits.namedPeer}|${traits.batteryOf}|${traits.selfOnly}`;

const traitsOf = ({ market, namedSellers }: Draft, peer: Peer, period: number): ClassTraits => ({
  community: peer.community,
  cost: 0,
  exportCost: peer.exportCost[period]!,
  mustRun: false,
  hub: market.rules.structure === 'community' && peer.roles[period] !== 'grid' ? 'peers' : 'grid',
  namedPeer: namedSellers.has(peer.index) ? peer.index : undefined,
  batteryOf: undefined,
  selfOnly: false,
});

const batteryTraits = (traits: ClassTraits, peer: Peer, period: number): ClassTraits => ({
  ...traits,
  cost: peer.battery!.wearCost[period]!,
  batteryOf: peer.index,
  selfOnly: peer.roles[period] === 'consumer',
});

/** An order that knows contents only: community, cost, export cost, then the first member's id. */
const compareClasses = (a: ClassDraft, b: ClassDraft): number =>
  a.traits.community - b.traits.community ||
  a.traits.cost - b.traits.cost ||
  a.traits.exportCost - b.traits.exportCost ||
  Number(b.traits.mustRun) - Number(a.traits.mustRun) ||
  a.members[0]!.peer - b.members[0]!.peer ||
  (a.traits.batteryOf ?? -1) - (b.traits.batteryOf ?? -1);

interface Piece {
  readonly cost: number;
  readonly energyKwh: number;
  readonly mustRun: boolean;
}

/**
 * A peer's steps by ascending cost, cut where its minimum ends. A peer always fills its cheaper step
 * first (any use costs the same on top), so P ≥ Pmin means that the cheapest Pmin are forced.
 */
const piecesOf = (peer: Peer, period: number): Piece[] => {
  if (peer.roles[period] === 'consumer') return [];
  let forced = peer.mustRunKwh[period]!;
  const pieces: Piece[] = [];
  for (const { cost, energyKwh } of stepsAt(peer, period)) {
    const mustRun = Math.min(forced, energyKwh);
    forced -= mustRun;
    if (mustRun > 0) pieces.push({ cost, energyKwh: mustRun, mustRun: true });
    if (energyKwh > mustRun) pieces.push({ cost, energyKwh: energyKwh - mustRun, mustRun: false });
  }
  return pieces;
};

const stepsAt = (peer: Peer, period: number) =>
  peer.steps
    .map(({ cost, energyKwh }) => ({ cost: cost[period]!, energyKwh: energyKwh[period]! }))
    .filter(({ energyKwh }) => energyKwh > 0)
    .sort((a, b) => a.cost - b.cost);

const addSupply = (
  draft: Draft,
  plan: SupplyPlan,
  { members, traits }: ClassDraft,
): SupplyClass => {
  const row = draft.builder.addRow();
  return {
    community: traits.community,
    row,
    outputColumn: addOutput(draft, plan.period, { members, traits, row }),
    cost: traits.cost,
    exportCost: traits.exportCost,
    hub: traits.hub,
    battery: traits.batteryOf,
    members,
    uses: [
      ...addSelfUses(draft, plan, { members, row }),
      ...(traits.selfOnly ? [] : addSales(draft, plan, { traits, row })),
    ],
  };
};

const addOutput = (
  { batteries, builder }: Draft,
  period: number,
  { members, row, traits }: ClassDraft & { row: number },
): number => {
  const energyKwh = totalOf(members);
  const store = traits.batteryOf === undefined ? undefined : batteries.get(traits.batteryOf);
  const column = builder.addColumn({
    cost: traits.cost,
    lower: traits.mustRun ? energyKwh : 0,
    upper: energyKwh,
    entries: [
      [row, 1],
      ...(store ? [[store.rows[period]!, -1 / store.battery.dischargeEfficiency] as const] : []),
    ],
  });
  if (store) store.discharge[period] = column;
  return column;
};

/** Self-supply is free of exchange cost; each member can serve itself with its own energy only. */
const addSelfUses = (
  { builder }: Draft,
  { demand }: SupplyPlan,
  { members, row }: { members: readonly SupplyMember[]; row: number },
): Use[] =>
  members.flatMap(({ energyKwh, peer }): Use[] => {
    const node = demand.ownNodes.get(peer);
    if (node === undefined) return [];
    const entries = [[row, -1] as const, [node.row, 1] as const];
    return [{ kind: 'self', peer, column: builder.addColumn({ upper: energyKwh, entries }) }];
  });

const addSales = (
  { builder, market }: Draft,
  { links, period }: SupplyPlan,
  { row, traits }: { traits: ClassTraits; row: number },
): Use[] => {
  const sell = (head: number, linkCost: number, delivered = 1): number =>
    builder.addColumn({
      cost: exchangeCost(market.rules, { sellerCost: traits.cost, linkCost, delivered }),
      entries: [
        [row, -1],
        [head, 1],
      ],
    });
  const { community, exportCost, namedPeer } = traits;
  const localCost = localLinkCost(market.rules, exportCost);
  return [
    { kind: 'local', column: sell(links.localRow(community), localCost) },
    { kind: 'open', column: sell(links.openRow(community, traits.hub), exportCost) },
    ...links.entrancesOf(community, namedPeer).map(({ contract, link, row: head }): Use => {
      const terms = market.contracts[contract]!;
      const linkCost = contractLinkCost(terms, period, exportCost);
      return { kind: 'contract', link, column: sell(head, linkCost, 1 - terms.loss[period]!) };
    }),
  ];
};
