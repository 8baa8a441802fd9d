/**
 * What is kept of one replayed auction: a line of a run's `auctions.ndjson`. Energy in Wh, money in
 * 10⁻⁹ currency as decimal strings.
 */
export interface AuctionSummary {
  readonly auctionId: string;
  readonly start: string;
  readonly mtu: string;
  readonly periods: number;
  readonly currency: string;
  readonly status: 'cleared' | 'failed';
  /** Why it failed. */
  readonly detail?: string;
  readonly inputHash: string;
  readonly resultHash: string;
  /** Hash that the original recorded; absent where there was none. */
  readonly recordedHash?: string;
  /** Equation (1), currency: cost less the value of elastic demand that was met. */
  readonly objective: number;
  readonly networkNanos: string;
  readonly congestionNanos: string;
  readonly peers: readonly PeerSummary[];
  /** Energy bought at each price, in steps of 10⁻² currency/kWh: `[step, Wh]`. */
  readonly prices: readonly (readonly [step: number, energyWh: number])[];
}

export interface PeerSummary {
  readonly id: string;
  readonly community: string;
  readonly isGrid: boolean;
  readonly loadWh: number;
  /** Load and elastic demand that was met. */
  readonly servedWh: number;
  readonly generationWh: number;
  readonly chargeWh: number;
  readonly dischargeWh: number;
  readonly bought: TradedWith;
  readonly sold: TradedWith;
  readonly paidNanos: string;
  readonly receivedNanos: string;
  /** What its generation and the wear of its storage cost it. */
  readonly ownCostNanos: string;
}

/** Energy traded, by where the other side is. */
export interface TradedWith {
  readonly communityWh: number;
  readonly othersWh: number;
  readonly gridWh: number;
}
