import { zeros } from '@trueque/kernel';
import type { Market } from '../market/market.js';

/** What a clearing decides, in whole Wh and 10⁻⁶ currency per kWh. Series have one value a period. */
export interface Outcome {
  readonly communities: readonly CommunityPrices[];
  readonly dispatch: Dispatch;
  readonly trades: readonly PeriodTrade[];
}

export interface CommunityPrices {
  readonly id: string;
  readonly price: readonly number[];
  readonly least: readonly number[];
  readonly greatest: readonly number[];
}

/** What a peer does in a period, by name of its series. */
export const SERIES = [
  'generationWh',
  'importsWh',
  'exportsWh',
  'chargeWh',
  'dischargeWh',
  'storedWh',
  'loadWh',
  /** Load and elastic demand that is met. */
  'servedWh',
] as const;
export type SeriesName = (typeof SERIES)[number];

/**
 * What all peers are to do: the value of peer n in period t stands at n × periods + t. One table a
 * series: a million small ones would be most of a large clearing.
 */
export type Dispatch = Readonly<Record<SeriesName, Float64Array>>;

export const emptyDispatch = ({ peers, periodsCount }: Market): Dispatch => {
  const table = () => zeros(peers.length * periodsCount);
  return {
    generationWh: table(),
    importsWh: table(),
    exportsWh: table(),
    chargeWh: table(),
    dischargeWh: table(),
    storedWh: table(),
    loadWh: table(),
    servedWh: table(),
  };
};

/** One period of the tables. */
export interface PeriodTables {
  readonly dispatch: Dispatch;
  readonly period: number;
  readonly periodsCount: number;
}

export const placeOf = ({ period, periodsCount }: PeriodTables, peer: number): number =>
  peer * periodsCount + period;

/** What one peer is to do: its rows of the tables. */
export interface Schedule extends Dispatch {
  readonly id: string;
  readonly community: string;
}

export const schedulesOf = (
  { communities, peers, periodsCount }: Market,
  { dispatch }: Outcome,
): Schedule[] =>
  peers.map(({ community, id, index }) => {
    const row = (name: SeriesName) =>
      dispatch[name].subarray(index * periodsCount, (index + 1) * periodsCount);
    return {
      id,
      community: communities[community]!.id,
      generationWh: row('generationWh'),
      importsWh: row('importsWh'),
      exportsWh: row('exportsWh'),
      chargeWh: row('chargeWh'),
      dischargeWh: row('dischargeWh'),
      storedWh: row('storedWh'),
      loadWh: row('loadWh'),
      servedWh: row('servedWh'),
    };
  });

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
