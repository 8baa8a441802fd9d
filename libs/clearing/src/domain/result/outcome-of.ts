import { microsFromPrice, roundHalfUp } from '@trueque/kernel';
import type { Potentials } from '../canonical/potentials.js';
import type { Network } from '../formulation/network.js';
import type { Battery } from '../market/market.js';
import { dispatchPeriod, type Match, type PeriodDispatch } from './matching.js';
import type { CommunityPrices, Outcome, PeriodTrade, Schedule } from './outcome.js';
import { priceMatches } from './trade-prices.js';
import { wholeFlow } from './whole-flow.js';

/** Writes a canonical flow and its prices out as what peers are told: whole Wh and micros. */
export const outcomeOf = (
  network: Network,
  flow: Float64Array,
  potentials: Potentials,
): Outcome => {
  const whole = wholeFlow(network, flow);
  const dispatches = network.periods.map((_, period) => dispatchPeriod(network, period, whole));
  return {
    communities: communityPrices(network, potentials),
    schedules: schedulesOf(network, dispatches),
    trades: dispatches.flatMap(({ matches }, period) =>
      tradesOf({ network, period, prices: potentials.price }, matches),
    ),
  };
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

/** Matches of equal seller, buyer, contract and prices are one trade. */
const tradesOf = (
  context: Parameters<typeof priceMatches>[0],
  matches: readonly Match[],
): PeriodTrade[] => {
  const { network, period } = context;
  const prices = priceMatches(context, matches);
  const merged = new Map<string, PeriodTrade>();
  matches.forEach((match, index) => {
    const trade: PeriodTrade = {
      period,
      seller: match.sale.peer,
      buyer: match.buyer,
      energyWh: match.energyWh,
      sentWh: match.sentWh,
      contract: contractOf(network, period, match),
      ...prices[index]!,
    };
    const key =
      `${trade.seller}|${trade.buyer}|${trade.contract}|${trade.buyerPriceMicrosPerKwh}|` +
      `${trade.sellerPriceMicrosPerKwh}|${trade.linkCostMicrosPerKwh}`;
    const known = merged.get(key);
    if (known === undefined) merged.set(key, trade);
    else {
      merged.set(key, {
        ...trade,
        energyWh: trade.energyWh + known.energyWh,
        sentWh: trade.sentWh + known.sentWh,
      });
    }
  });
  return [...merged.values()].sort(
    (a, b) =>
      a.seller - b.seller ||
      a.buyer - b.buyer ||
      a.buyerPriceMicrosPerKwh - b.buyerPriceMicrosPerKwh,
  );
};

const contractOf = ({ market, periods }: Network, period: number, { sale }: Match) =>
  sale.use.kind === 'contract'
    ? market.contracts[periods[period]!.links[sale.use.link]!.contract]!.id
    : undefined;

const schedulesOf = (network: Network, dispatches: readonly PeriodDispatch[]): Schedule[] => {
  const { communities, peers, periodsCount } = network.market;
  const schedules = peers.map(({ community, id }) =>
    emptySchedule(id, communities[community]!.id, periodsCount),
  );
  dispatches.forEach((dispatch, period) => addDispatch(schedules, dispatch, { network, period }));
  peers.forEach(({ battery }, index) => {
    if (battery !== undefined) followState(battery, schedules[index]!);
  });
  return schedules;
};

const emptySchedule = (id: string, community: string, periodsCount: number): Schedule => {
  const series = () => new Float64Array(periodsCount);
  return {
    id,
    community,
    generationWh: series(),
    importsWh: series(),
    exportsWh: series(),
    chargeWh: series(),
    dischargeWh: series(),
    storedWh: series(),
    loadWh: series(),
    servedWh: series(),
  };
};

const addDispatch = (
  schedules: readonly Schedule[],
  { classes, demands, matches }: PeriodDispatch,
  { network, period }: { network: Network; period: number },
): void => {
  network.periods[period]!.supplies.forEach((supply, index) => {
    const kind = supply.battery === undefined ? 'generationWh' : 'dischargeWh';
    for (const { energyWh, peer } of classes[index]!.outputs) {
      schedules[peer]![kind][period]! += energyWh;
    }
  });
  for (const { boughtWh, chargeWh, loadWh, peer, shedWh } of demands) {
    const schedule = schedules[peer]!;
    schedule.loadWh[period]! += loadWh;
    schedule.servedWh[period]! += loadWh - shedWh + boughtWh;
    schedule.chargeWh[period]! += chargeWh;
  }
  for (const { buyer, energyWh, sale, sentWh } of matches) {
    schedules[buyer]!.importsWh[period]! += energyWh;
    schedules[sale.peer]!.exportsWh[period]! += sentWh;
  }
};

/** The state that whole charges and discharges lead to, kept inside the battery's bounds. */
const followState = (battery: Battery, schedule: Schedule): void => {
  let stateWh = battery.initialKwh * 1000;
  schedule.chargeWh.forEach((chargeWh, period) => {
    stateWh +=
      battery.chargeEfficiency * chargeWh -
      schedule.dischargeWh[period]! / battery.dischargeEfficiency;
    schedule.storedWh[period] = roundHalfUp(
      Math.min(battery.capacityKwh * 1000, Math.max(battery.minKwh * 1000, stateWh)),
    );
  });
};
