import { largest, type LinearProgram } from '@trueque/linear-program';
import { formulate } from '../formulation/formulate.js';
import type { Network } from '../formulation/network.js';
import type { Market } from '../market/market.js';

/** A market in which nothing is impossible any more, but dear. */
export interface RelaxedNetwork {
  readonly network: Network;
  /** What each missed kWh costs: more than any offer. */
  readonly price: number;
  /** By battery: what it ends short of its final state. */
  readonly shortColumns: readonly number[];
}

/** How many times the dearest kWh of a market a missed one costs. */
const DEARER = 100;

/**
 * The same market, where load may be missed, generation that must run may stand still and batteries may end
 * short of their final state, each at one price a kWh. Its optimum misses as little as can be.
 */
export const relaxedNetwork = ({ market, programme }: Network): RelaxedNetwork => {
  const price = DEARER * (1 + largest(programme.cost));
  const curtailed = formulate(withShortage(market, price));
  const { columnsCount } = curtailed.programme;
  const relaxed = withRest(curtailed, price);
  return {
    price,
    shortColumns: curtailed.batteries.map((_, index) => columnsCount + index),
    network: {
      ...relaxed,
      programme: withColumns(
        relaxed.programme,
        curtailed.batteries.map(({ rows }) => rows.at(-1)!),
        price,
      ),
    },
  };
};

const withShortage = (market: Market, curtailAt: number): Market =>
  market.rules.shortage === 'reject'
    ? { ...market, rules: { ...market.rules, shortage: { curtailAt } } }
    : market;

/** What must run is paid for running, and need not. */
const withRest = (network: Network, price: number): Network => {
  const cost = Float64Array.from(network.programme.cost);
  const lower = Float64Array.from(network.programme.lower);
  const periods = network.periods.map((period) => ({
    ...period,
    supplies: period.supplies.map((supply) => {
      const { outputColumn } = supply;
      if (!(lower[outputColumn]! > 0)) return supply;
      lower[outputColumn] = 0;
      cost[outputColumn]! -= price;
      return { ...supply, cost: supply.cost - price };
    }),
  }));
  return { ...network, periods, programme: { ...network.programme, cost, lower } };
};

/** A column more for each row named, which brings a kWh to it at a price. */
const withColumns = (
  programme: LinearProgram,
  rows: readonly number[],
  price: number,
): LinearProgram => {
  const { columnsCount, starts } = programme;
  const end = starts[columnsCount]!;
  const joined = (values: Float64Array, more: number) =>
    Float64Array.from([...values, ...rows.map(() => more)]);
  if (rows.length === 0) return programme;
  return {
    ...programme,
    columnsCount: columnsCount + rows.length,
    cost: joined(programme.cost, price),
    lower: joined(programme.lower, 0),
    upper: joined(programme.upper, Infinity),
    starts: Int32Array.from([...starts, ...rows.map((_, index) => end + index + 1)]),
    rows: Int32Array.from([...programme.rows, ...rows]),
    values: joined(programme.values, 1),
  };
};
