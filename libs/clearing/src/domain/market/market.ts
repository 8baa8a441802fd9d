import type { MarketRules, Role } from '@trueque/contracts';
import type { Mtu } from '@trueque/kernel';

/** One value per period. Energy in kWh of the period, prices in currency per kWh. */
export type Series = Float64Array;

/**
 * A market in canonical form: communities, peers, contracts, steps and bids in an order made from
 * their own content, every series written out. Two files that say the same are the same Market.
 */
export interface Market {
  readonly name: string;
  readonly start: string;
  readonly mtu: Mtu;
  readonly periodsCount: number;
  readonly rules: MarketRules;
  readonly communities: readonly Community[];
  readonly peers: readonly Peer[];
  readonly contracts: readonly Contract[];
}

export interface Community {
  readonly id: string;
  readonly importLimitKwh: Series | undefined;
  readonly exportLimitKwh: Series | undefined;
}

export interface Peer {
  readonly index: number;
  readonly id: string;
  /** Index of its community. */
  readonly community: number;
  readonly roles: readonly Role[];
  /** By ascending cost in each period; see `stepsAt`. */
  readonly steps: readonly Step[];
  readonly mustRunKwh: Series;
  readonly exportCost: Series;
  readonly loadKwh: Series;
  readonly bids: readonly Bid[];
  readonly battery: Battery | undefined;
}

export interface Step {
  readonly energyKwh: Series;
  readonly cost: Series;
}

export interface Bid {
  readonly energyKwh: Series;
  readonly value: Series;
}

export interface Battery {
  readonly capacityKwh: number;
  readonly minKwh: number;
  readonly initialKwh: number;
  /** Least state at the end of the last period. */
  readonly finalKwh: number;
  readonly chargeKwh: Series;
  readonly dischargeKwh: Series;
  readonly chargeEfficiency: number;
  readonly dischargeEfficiency: number;
  readonly wearCost: Series;
}

/** A community, or one peer of it. */
export interface Party {
  readonly community: number;
  readonly peer: number | undefined;
}

export interface Contract {
  /** `from→to`. */
  readonly id: string;
  readonly from: Party;
  readonly to: Party;
  readonly exportCost: Series | undefined;
  readonly surcharge: Series | undefined;
  readonly capacityKwh: Series | undefined;
  readonly loss: Series;
}
