import { microsFromPrice, roundHalfUp } from '@trueque/kernel';
import type { Potentials } from '../canonical/potentials.js';
import type { Network } from '../formulation/network.js';
import type { Battery } from '../market/market.js';
import { dispatchPeriod, type Match } from './matching.js';
import {
  type CommunityPrices,
  type Dispatch,
  emptyDispatch,
  type Outcome,
  type PeriodTables,
  placeOf,
} from './outcome.js';
import { mergedTrades } from './merged-trades.js';
import { wholeFlow } from './rounded-flow.js';

/** Writes a canonical flow and its prices out as what peers are told: whole Wh and micros. */
export const outcomeOf = (
  network: Network,
  flow: Float64Array,
  potentials: Potentials,
): Outcome => {
  const whole = wholeFlow(network, flow);
  const dispatch = emptyDispatch(network.market);
  const { periodsCount } = network.market;
  const trades = network.periods.flatMap((_, period) => {
    const tables = { dispatch, period, periodsCount };
    const matches = dispatchPeriod(network, whole, tables);
    writeExchanges(matches, tables);
    return mergedTrades({ network, period, prices: potentials.price }, matches);
  });
  followStates(network, dispatch);
  return { communities: communityPrices(network, potentials), dispatch, trades };
};

const communityPrices = (network: Network, potentials: Potentials): CommunityPrices[] =>
  network.market.communities.map(({ id }, community) => {
    const read = (prices: Float64Array) =>
      network.periods.map(({ pools }) => microsFromPrice(prices[pools[community]!.row]!));
    return {
      id,
      price: read(potentials.price),
      least: read(potentials.least),
      greatest: read(potentials.greatest),
    };
  });

const writeExchanges = (matches: readonly Match[], tables: PeriodTables): void => {
  const { exportsWh, importsWh } = tables.dispatch;
  for (const { buyer, energyWh, sale, sentWh } of matches) {
    importsWh[placeOf(tables, buyer)]! += energyWh;
    exportsWh[placeOf(tables, sale.peer)]! += sentWh;
  }
};

const followStates = ({ market: { peers, periodsCount } }: Network, dispatch: Dispatch): void => {
  for (const { battery, index } of peers) {
    if (battery !== undefined) followState(battery, dispatch, index * periodsCount);
  }
};

/** The state that whole charges and discharges lead to, kept inside the battery's bounds. */
const followState = (battery: Battery, dispatch: Dispatch, from: number): void => {
  const { chargeWh, dischargeWh, storedWh } = dispatch;
  let stateWh = battery.initialKwh * 1000;
  for (let place = from; place < from + battery.chargeKwh.length; place++) {
    stateWh +=
      battery.chargeEfficiency * chargeWh[place]! -
      dischargeWh[place]! / battery.dischargeEfficiency;
    storedWh[place] = roundHalfUp(
      Math.min(battery.capacityKwh * 1000, Math.max(battery.minKwh * 1000, stateWh)),
    );
  }
};
