/** What a clearing decides, in whole Wh and 10⁻⁶ currency per kWh. Series have one value a period. */
export interface Outcome {
  readonly communities: readonly CommunityPrices[];
  readonly schedules: readonly Schedule[];
  readonly trades: readonly PeriodTrade[];
}

export interface CommunityPrices {
  readonly id: string;
  readonly price: readonly number[];
  readonly least: readonly number[];
  readonly greatest: readonly number[];
}

/** What one peer is to do. */
export interface Schedule {
  readonly id: string;
  readonly community: string;
  readonly generationWh: Float64Array;
  readonly importsWh: Float64Array;
  readonly exportsWh: Float64Array;
  readonly chargeWh: Float64Array;
  readonly dischargeWh: Float64Array;
  readonly storedWh: Float64Array;
  readonly loadWh: Float64Array;
  /** Load and elastic demand that is met. */
  readonly servedWh: Float64Array;
}

/** Energy from one seller to one buyer in one period, and both sides of its price. */
export interface PeriodTrade {
  readonly period: number;
  /** Peer indices. */
  readonly seller: number;
  readonly buyer: number;
  /** What the buyer receives; less than sent where the contract loses energy. */
  readonly energyWh: number;
  readonly sentWh: number;
  /** `from→to`. */
  readonly contract: string | undefined;
  readonly buyerPriceMicrosPerKwh: number;
  readonly sellerPriceMicrosPerKwh: number;
  readonly linkCostMicrosPerKwh: number;
}
