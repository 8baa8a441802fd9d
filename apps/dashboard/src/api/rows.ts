/** Generated from docs/openapi.json by `npm run generate`: what the API answers. */

export interface MarketRow {
  /** Identifies the market. */
  readonly marketId: string;
  /** Tenant whose operator opened it. */
  readonly tenant: string;
  /** What people call it. */
  readonly name: string;
  /** ISO 4217 code that all its money is in. */
  readonly currency: string;
  /** IANA zone whose midnights bound its days. */
  readonly timeZone: string;
  /** Market time unit, ISO 8601. */
  readonly mtu: string;
  /** Rules of new auctions. */
  readonly rules: Readonly<Record<string, unknown>>;
  /** When it was opened. */
  readonly openedAt: string;
  /** Counts its changes; the first part of its ETag. */
  readonly revision: number;
}

export interface CommunityRow {
  /** Market of the community. */
  readonly marketId: string;
  /** Identifies the community. */
  readonly communityId: string;
  /** Greatest import, kW: one number or one per period; null without a limit. */
  readonly importLimitKw: number | readonly number[] | null;
  /** Greatest export, kW: one number or one per period; null without a limit. */
  readonly exportLimitKw: number | readonly number[] | null;
}

export interface AuctionRow {
  /** Market of the auction. */
  readonly marketId: string;
  /** Identifies the auction within its market. */
  readonly auctionId: string;
  /** One of scheduled, open, suspended, gate-closed, clearing, cleared, fallback, under-review, published, settled, failed, cancelled. */
  readonly state: string;
  /** Start of delivery, UTC. */
  readonly start: string;
  /** Market time unit, ISO 8601. */
  readonly mtu: string;
  /** Periods of delivery. */
  readonly periods: number;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Rules the auction is cleared by. */
  readonly rules: Readonly<Record<string, unknown>>;
  /** When it is to open; null where it is open from its schedule on. */
  readonly opensAt: string | null;
  /** When the gate is to close. */
  readonly gateClosesAt: string;
  /** When it closed. */
  readonly gateClosedAt: string | null;
  /** Offers that stand. */
  readonly offersCount: number;
  /** SHA-256 of the closed book. */
  readonly bookDigest: string | null;
  /** How it was computed: lp, coupling or bilateral. */
  readonly engine: string | null;
  /** Solver that proved the optimum. */
  readonly solverName: string | null;
  /** Its version. */
  readonly solverVersion: string | null;
  /** SHA-256 of the case that was cleared. */
  readonly inputHash: string | null;
  /** SHA-256 of the result: the same input gives the same hash. */
  readonly resultHash: string | null;
  /** Least total cost, currency: the objective, unrounded. */
  readonly objective: number | null;
  /** Trades made. */
  readonly tradesCount: number | null;
  /** Greatest violation of a constraint. */
  readonly primalInfeasibility: number | null;
  /** Greatest violation of a reduced cost. */
  readonly dualInfeasibility: number | null;
  /** Primal minus dual objective: how far from optimal it could be. */
  readonly gap: number | null;
  /** When it was cleared. */
  readonly clearedAt: string | null;
  /** How far its prices can be relied on: firm, under-review, fallback, administered. */
  readonly priceStatus: string | null;
  /** Why it was suspended, resumed, cancelled or decided on, or is under review. */
  readonly stateReason: string | null;
  /** Why it failed. */
  readonly failureReason: string | null;
  /** The same for a person. */
  readonly failureDetail: string | null;
  /** Community, period and limits that cannot be met together; null unless it failed. */
  readonly explanation:
    | readonly { readonly community: string; readonly period: string; readonly message: string }[]
    | null;
  /** When it failed. */
  readonly failedAt: string | null;
  /** Latest settlement run. */
  readonly runId: string | null;
  /** cleared: from cleared quantities alone; metered: with deviations. */
  readonly runKind: string | null;
  /** When the latest run completed. */
  readonly settledAt: string | null;
  /** Counts what intake decided on it, offers included; the first part of its ETag. */
  readonly revision: number;
}

export interface StatementLineRow {
  /** Market of the auction. */
  readonly marketId: string;
  /** Auction that was settled. */
  readonly auctionId: string;
  /** Peer of the statement. */
  readonly peerId: string;
  /** Place within the statement, from 1. */
  readonly line: number;
  /** purchase, sale, deviation-short, deviation-long or link-revenue. */
  readonly kind: string;
  /** Index of the period within the auction, from 0. */
  readonly period: number;
  /** Start of the period, UTC. */
  readonly start: string;
  /** The other side. */
  readonly counterparty: string;
  /** Energy, Wh. */
  readonly energyWh: number;
  /** Price, 10⁻⁶ currency per kWh. */
  readonly priceMicrosPerKwh: number;
  /** 10⁻⁹ currency: negative is to pay, positive to receive. */
  readonly amountNanos: string;
  /** Event that caused the line. */
  readonly causedBy: string;
  /** Of the reading in the period: measured, substituted, estimated or missing; null where none is. */
  readonly quality: string | null;
}

export interface MarketNoticeRow {
  /** Market that tells it. */
  readonly marketId: string;
  /** From 1, without gaps. */
  readonly number: number;
  /** One of suspension, resumption, cancellation, price-review, second-auction, administered-price, failure, late-data, re-run, rule-change, webhook-disabled, general. */
  readonly kind: string;
  /** The auction that it is about. */
  readonly auctionId: string | null;
  /** Number of the notice that this one follows up. */
  readonly refersTo: number | null;
  /** In English. */
  readonly textEn: string;
  /** The same in Spanish. */
  readonly textEs: string;
  /** When it was told. */
  readonly issuedAt: string;
}

export interface ReplayView {
  readonly replayId: string;
  readonly marketId: string;
  /** Of its rules; `as recorded` where they are those in force. */
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Under the rules in force: hashes must be the recorded ones. */
  readonly unchanged: boolean;
  /** An interrupted one goes on when it is asked for again. */
  readonly state: 'waiting' | 'running' | 'finished' | 'interrupted' | 'failed';
  /** Auctions that are cleared so far. */
  readonly auctions: number;
  /** Auctions that could not be cleared. */
  readonly failed: number;
  /** Auctions of the recorded hash, where unchanged. */
  readonly same: number;
  /** Auctions of another hash, where unchanged. */
  readonly different: readonly string[];
  /** Digest of all result hashes. */
  readonly runHash: string | null;
  /** Why it failed. */
  readonly detail: string | null;
}

export interface MeasureView {
  readonly name: string;
  readonly unit: string;
  readonly a: number;
  readonly b: number;
  /** B less A. */
  readonly change: number;
}

export interface OutcomeView {
  /** Of the community or the peer. */
  readonly id: string;
  readonly community: string;
  /** What it pays in all under A, currency. */
  readonly a: number;
  /** What it pays in all under B, currency. */
  readonly b: number;
  /** B less A: who pays less wins. */
  readonly change: number;
  readonly result: 'wins' | 'loses' | 'even';
  /** What weighs most in the change; it continues "because it". */
  readonly reason: string;
}

export interface PriceShareView {
  /** From here to 0.01 higher, currency per kWh. */
  readonly pricePerKwh: number;
  /** Energy bought at it under A, kWh. */
  readonly a: number;
  /** Energy bought at it under B, kWh. */
  readonly b: number;
}

export interface ComparisonView {
  readonly a: string;
  readonly b: string;
  readonly currency: string;
  /** Auctions that only one of the two has cleared; left out. */
  readonly auctionsInOne: number;
  readonly measures: readonly MeasureView[];
  /** Those that change most come first. */
  readonly communities: readonly OutcomeView[];
  /** Communities there are in all. */
  readonly communitiesCount: number;
  /** Those that change most come first. */
  readonly peers: readonly OutcomeView[];
  /** Peers there are in all. */
  readonly peersCount: number;
  readonly prices: readonly PriceShareView[];
  /** Where more peers are. */
  readonly nextCursor?: string;
}
