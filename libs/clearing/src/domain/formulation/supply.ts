import { type DemandSide, totalOf } from './demand.js';
import type { Draft } from './draft.js';
import { contractLinkCost, exchangeCost, localLinkCost } from './exchange-cost.js';
import type { LinkSide } from './links.js';
import type { SupplyClass, SupplyMember, Use } from './network.js';
import { type ClassDraft, type ClassTraits, supplyClasses } from './supply-classes.js';

interface SupplyPlan {
  readonly period: number;
  readonly demand: DemandSide;
  readonly links: LinkSide;
}

/** Communities in their order, one after the other: what a class is made from is gone with it. */
export const addSupplies = (draft: Draft, plan: SupplyPlan): SupplyClass[] => {
  const supplies: SupplyClass[] = [];
  for (let community = 0; community < draft.members.length; community++) {
    for (const supply of supplyClasses(draft, community, plan.period)) {
      supplies.push(addSupply(draft, plan, supply));
    }
  }
  return supplies;
};

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
    uses: addUses(draft, plan, { members, traits, row }),
  };
};

const addUses = (
  draft: Draft,
  plan: SupplyPlan,
  { members, row, traits }: ClassDraft & { row: number },
): readonly Use[] => {
  const own = addSelfUses(draft, plan, { members, row });
  if (traits.selfOnly) return own;
  const sales = addSales(draft, plan, { traits, row });
  return own.length === 0 ? sales : [...own, ...sales];
};

const addOutput = (
  { batteries, builder }: Draft,
  period: number,
  { members, row, traits }: ClassDraft & { row: number },
): number => {
  const energyKwh = totalOf(members);
  const store = traits.batteryOf === undefined ? undefined : batteries.get(traits.batteryOf);
  const column = builder.addArc({
    to: row,
    cost: traits.cost,
    lower: traits.mustRun ? energyKwh : 0,
    upper: energyKwh,
  });
  if (store) {
    builder.addEntry(column, store.rows[period]!, -1 / store.battery.dischargeEfficiency);
    store.discharge[period] = column;
  }
  return column;
};

/** Self-supply is free of exchange cost; each member can serve itself with its own energy only. */
const addSelfUses = (
  { builder }: Draft,
  { demand }: SupplyPlan,
  { members, row }: { members: readonly SupplyMember[]; row: number },
): Use[] => {
  const uses: Use[] = [];
  for (const { energyKwh, peer } of members) {
    const node = demand.ownNodes.get(peer);
    if (node === undefined) continue;
    const column = builder.addArc({ from: row, to: node.row, upper: energyKwh });
    uses.push({ kind: 'self', peer, column });
  }
  return uses;
};

const addSales = (
  { builder, market }: Draft,
  { links, period }: SupplyPlan,
  { row, traits }: { traits: ClassTraits; row: number },
): Use[] => {
  const sell = (head: number, linkCost: number, delivered = 1): number =>
    builder.addArc({
      from: row,
      to: head,
      cost: exchangeCost(market.rules, { sellerCost: traits.cost, linkCost, delivered }),
    });
  const { community, exportCost, namedPeer } = traits;
  const localCost = localLinkCost(market.rules, exportCost);
  const uses: Use[] = [
    { kind: 'local', column: sell(links.localRow(community), localCost) },
    { kind: 'open', column: sell(links.openRow(community, traits.hub), exportCost) },
  ];
  for (const { contract, link, row: head } of links.entrancesOf(community, namedPeer)) {
    const terms = market.contracts[contract]!;
    const linkCost = contractLinkCost(terms, period, exportCost);
    uses.push({ kind: 'contract', link, column: sell(head, linkCost, 1 - terms.loss[period]!) });
  }
  return uses;
};
