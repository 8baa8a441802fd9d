import type { LinearProgram } from '@trueque/linear-program';
import type { Market } from '../market/market.js';

/**
 * The pooled linear programme (market model §4) and what its columns and rows mean.
 *
 * Every row is a node where energy (kWh of one period) comes in and goes out; every column is an
 * arc between nodes, or between a node and the outside. Energy runs
 *
 *   step or battery → supply class → self | local pool | hub | contract → demand node → load, bids, battery
 *
 * A node's dual is the price of energy there.
 */
export interface Network {
  readonly market: Market;
  readonly programme: LinearProgram;
  readonly periods: readonly PeriodNetwork[];
  readonly batteries: readonly BatteryColumns[];
  /** Rows that hold several columns under one limit; all others balance energy. */
  readonly limitRows: readonly number[];
}

export interface PeriodNetwork {
  readonly supplies: readonly SupplyClass[];
  readonly nodes: readonly DemandNode[];
  /** By community: where its price is read. */
  readonly pools: readonly BuyerGroup[];
  readonly groups: readonly BuyerGroup[];
  readonly links: readonly ContractLink[];
  /** By community: rows where its open exports arrive before the hubs; the hubs where nothing is limited. */
  readonly borders: readonly Hubs[];
  readonly hubs: Hubs;
  /** Columns that cross a border, which ties avoid: local before distant. */
  readonly distantColumns: readonly number[];
}

/** Steps of equal cost and equal ways out, of one community: one column, split afterwards. */
export interface SupplyClass {
  readonly community: number;
  readonly row: number;
  readonly outputColumn: number;
  readonly cost: number;
  readonly exportCost: number;
  /** Where its open exports are offered: what the main grid sells, or the rest. */
  readonly hub: Hub;
  /** The peer whose battery this is; undefined for generation. */
  readonly battery: number | undefined;
  /** Each peer once, by id. */
  readonly members: readonly SupplyMember[];
  readonly uses: readonly Use[];
}

export type Hub = 'grid' | 'peers';

/** Rows where exports of the main grid, and of everybody else, are offered to all. */
export type Hubs = Readonly<Record<Hub, number>>;

export interface SupplyMember {
  readonly peer: number;
  readonly energyKwh: number;
}

export type Use =
  | { readonly kind: 'self'; readonly column: number; readonly peer: number }
  | { readonly kind: 'local'; readonly column: number }
  | { readonly kind: 'open'; readonly column: number }
  | { readonly kind: 'contract'; readonly column: number; readonly link: number };

/** A balance of demand: a community's pool, or one peer that must be told apart from it. */
export interface DemandNode {
  readonly community: number;
  readonly row: number;
  /** Undefined for a pool. */
  readonly peer: number | undefined;
  readonly loads: readonly SupplyMember[];
  readonly shedColumn: number | undefined;
  readonly bids: readonly BidClass[];
  readonly charges: readonly { readonly peer: number; readonly column: number }[];
  /** Column that brings energy from the group's node to this one; undefined where it is the same node. */
  readonly purchaseColumn: number | undefined;
}

/** Bids of equal value at one node. */
export interface BidClass {
  readonly column: number;
  readonly value: number;
  readonly members: readonly SupplyMember[];
}

/** Buyers that the same sellers can reach: a community's ordinary peers, or one peer named by a contract. */
export interface BuyerGroup {
  readonly community: number;
  readonly row: number;
  /** Nodes that buy here, the group's own first. */
  readonly nodes: readonly number[];
  /** Undefined where local sales arrive at the row itself. */
  readonly localColumn: number | undefined;
  /** Where it buys openly. */
  readonly hub: Hub;
  readonly hubColumns: readonly number[];
  readonly arrivals: readonly { readonly column: number; readonly link: number }[];
}

/** One contract in one period, for the sellers and buyers it covers most specifically. */
export interface ContractLink {
  readonly contract: number;
  readonly throughColumn: number;
  readonly loss: number;
}

export interface BatteryColumns {
  readonly peer: number;
  /** Balance of the state in each period. */
  readonly rows: readonly number[];
  /** By period: charge, discharge and state at the end, in kWh. */
  readonly charge: readonly number[];
  readonly discharge: readonly number[];
  readonly state: readonly number[];
}
