import type { Party, Series } from '../market/market.js';
import type { DemandSide, GroupDraft } from './demand.js';
import type { Coverage } from './coverage.js';
import type { Draft } from './draft.js';
import type { ContractLink, Hub, Hubs } from './network.js';

/** The ways between communities in one period: hubs, contracts, and the limits on both. */
export interface LinkSide {
  readonly links: ContractLink[];
  readonly borders: readonly Hubs[];
  readonly hubs: Hubs;
  /** Row a seller's open export arrives at. */
  openRow(community: number, hub: Hub): number;
  /** Row a seller's local sale arrives at. */
  localRow(community: number): number;
  /** Contracts that cover a seller, with the row its energy enters them by. */
  entrancesOf(community: number, peer: number | undefined): readonly Entrance[];
}

export interface Entrance {
  readonly link: number;
  readonly contract: number;
  readonly row: number;
}

const NONE: readonly never[] = [];

/** A column that crosses a border and how much of a unit of it counts there. */
interface Crossing {
  readonly column: number;
  readonly factor: number;
}

export const addLinks = (draft: Draft, period: number, demand: DemandSide): LinkSide => {
  const leaving: Crossing[][] = draft.market.communities.map(() => []);
  const entering: Crossing[][] = draft.market.communities.map(() => []);
  const hubs = addHubs(draft, demand, entering);
  const borders = addBorders(draft, { period, hubs, leaving });
  const { entrances, links } = addContracts(draft, { period, demand, leaving, entering });
  const locals = addLocalRows(draft, demand);
  draft.market.communities.forEach(({ exportLimitKwh, importLimitKwh }, community) => {
    limit(draft, leaving[community]!, exportLimitKwh?.[period]);
    limit(draft, entering[community]!, importLimitKwh?.[period]);
  });
  return {
    links,
    borders,
    hubs,
    openRow: (community, hub) => borders[community]![hub],
    localRow: (community) => locals[community]!,
    entrancesOf: (community, peer) => entrances.get(partyNumber({ community, peer })) ?? NONE,
  };
};

/**
 * Everyone meets at one hub, except under `community`, where the open market is with the main grid
 * alone: what it sells all may buy, what the others offer only it may buy.
 */
const addHubs = (
  { builder, market }: Draft,
  { groups }: DemandSide,
  entering: Crossing[][],
): Hubs => {
  const grid = builder.addRow();
  const apart = market.rules.structure === 'community';
  const hubs = { grid, peers: apart ? builder.addRow() : grid };
  for (const group of groups) {
    const hub = apart ? hubs[group.hub] : hubs.grid;
    const column = builder.addArc({ from: hub, to: group.row });
    group.hubColumns.push(column);
    entering[group.community]!.push({ column, factor: 1 });
  }
  return hubs;
};

/** Where a community's exports are limited, they pass one row of their own before the hub. */
const addBorders = (
  { builder, market }: Draft,
  { hubs, leaving, period }: { hubs: Hubs; leaving: Crossing[][]; period: number },
): Hubs[] =>
  market.communities.map(({ exportLimitKwh }, community) => {
    if (!isLimited(exportLimitKwh, period)) return hubs;
    const border = (hub: number): number => {
      const row = builder.addRow();
      const column = builder.addArc({ from: row, to: hub });
      leaving[community]!.push({ column, factor: 1 });
      return row;
    };
    const grid = border(hubs.grid);
    return { grid, peers: hubs.peers === hubs.grid ? grid : border(hubs.peers) };
  });

const isLimited = (limitKwh: Series | undefined, period: number): boolean =>
  limitKwh !== undefined && Number.isFinite(limitKwh[period]!);

interface ContractPlan {
  readonly period: number;
  readonly demand: DemandSide;
  readonly leaving: Crossing[][];
  readonly entering: Crossing[][];
}

const addContracts = (draft: Draft, plan: ContractPlan) => {
  const links: ContractLink[] = [];
  const entrances = new Map<number, Entrance[]>();
  const groupsAt = groupsByParty(draft, plan.demand);
  const byContract = new Map<number, Crossing[]>();
  for (const coverage of draft.coverages) {
    const groups = groupsOf(plan.demand, groupsAt, coverage);
    if (groups.length === 0) continue;
    const row = draft.builder.addRow();
    const link = links.length;
    const throughColumn = addThrough(draft, plan, { coverage, groups, link, row });
    links.push({
      contract: coverage.contract,
      throughColumn,
      loss: draft.market.contracts[coverage.contract]!.loss[plan.period]!,
    });
    byContract.set(coverage.contract, [
      ...(byContract.get(coverage.contract) ?? []),
      { column: throughColumn, factor: 1 },
    ]);
    for (const seller of coverage.sellers) {
      const key = partyNumber(seller);
      entrances.set(key, [
        ...(entrances.get(key) ?? []),
        { link, contract: coverage.contract, row },
      ]);
    }
  }
  for (const [contract, crossings] of byContract) {
    limit(draft, crossings, draft.market.contracts[contract]!.capacityKwh?.[plan.period]);
  }
  return { links, entrances };
};

/**
 * Places of groups by whom a contract would name. Who buys elsewhere than the rest, but is named by none, as
 * the main grid under `community`, is reached by what reaches the community.
 */
const groupsByParty = ({ namedBuyers }: Draft, { groups }: DemandSide): Map<number, number[]> => {
  const places = new Map<number, number[]>();
  groups.forEach(({ community, peer }, place) => {
    const isNamed = peer !== undefined && namedBuyers.has(peer);
    const party = partyNumber({ community, peer: isNamed ? peer : undefined });
    const known = places.get(party);
    if (known === undefined) places.set(party, [place]);
    else known.push(place);
  });
  return places;
};

/** The groups that a coverage can deliver to, in their own order. */
const groupsOf = (
  { groups }: DemandSide,
  groupsAt: ReadonlyMap<number, readonly number[]>,
  { buyers }: Coverage,
): GroupDraft[] =>
  buyers
    .flatMap((buyer) => groupsAt.get(partyNumber(buyer)) ?? [])
    .sort((a, b) => a - b)
    .map((place) => groups[place]!);

/** Peers from 0 up, communities from −1 down. */
const partyNumber = ({ community, peer }: Party): number => peer ?? -1 - community;

/** From the sellers' side to the buyers', less what is lost; straight to the buyers where they are one group. */
const addThrough = (
  { builder, market }: Draft,
  { entering, leaving, period }: ContractPlan,
  {
    coverage,
    groups,
    link,
    row,
  }: { coverage: Coverage; groups: GroupDraft[]; link: number; row: number },
): number => {
  const { from, loss, to } = market.contracts[coverage.contract]!;
  const delivered = 1 - loss[period]!;
  const only = groups.length === 1 ? groups[0] : undefined;
  const head = only?.row ?? builder.addRow();
  const through = builder.addArc({ from: row, to: head, gain: delivered });
  leaving[from.community]!.push({ column: through, factor: 1 });
  if (only !== undefined) {
    only.arrivals.push({ column: through, link });
    entering[to.community]!.push({ column: through, factor: delivered });
    return through;
  }
  for (const group of groups) {
    const column = builder.addArc({ from: head, to: group.row });
    group.arrivals.push({ column, link });
    entering[to.community]!.push({ column, factor: 1 });
  }
  return through;
};

/** Local sales arrive at the pool itself, or at a row before it where some buyers are told apart. */
const addLocalRows = ({ builder, market }: Draft, { groups }: DemandSide): number[] => {
  const byCommunity = market.communities.map((): GroupDraft[] => []);
  for (const group of groups) byCommunity[group.community]!.push(group);
  return byCommunity.map((local) => {
    if (local.length === 1) return local[0]!.row;
    const row = builder.addRow();
    for (const group of local) {
      group.localColumn = builder.addArc({ from: row, to: group.row });
    }
    return row;
  });
};

/** A limit on one column is its bound; on several, a row with a slack. */
const limit = (
  { builder, limitRows }: Draft,
  crossings: readonly Crossing[],
  limitKwh: number | undefined,
): void => {
  if (limitKwh === undefined || !Number.isFinite(limitKwh) || crossings.length === 0) return;
  if (crossings.length === 1) {
    const { column, factor } = crossings[0]!;
    builder.tighten(column, limitKwh / factor);
    return;
  }
  const row = builder.addRow(limitKwh);
  limitRows.push(row);
  builder.addArc({ to: row });
  for (const { column, factor } of crossings) builder.addEntry(column, row, factor);
};
