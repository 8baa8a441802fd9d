import { type Clearing, type Schedule, schedulesOf } from '@trueque/clearing';
import { isoInstant, nanosOf } from '@trueque/kernel';
import type { AuctionSummary, PeerSummary, TradedWith } from './auction-summary.js';

type Optimal = Extract<Clearing, { status: 'optimal' }>;
type PeriodTrade = Optimal['outcome']['trades'][number];
type Peer = Optimal['market']['peers'][number];

/** Width of a step of the price distribution: 10⁻² currency/kWh. */
const PRICE_STEP_MICROS = 10_000;

/** A clearing as a run keeps it. */
export const summarise = (
  auctionId: string,
  currency: string,
  clearing: Clearing,
): AuctionSummary => {
  const { market, inputHash } = clearing;
  const place = {
    ...{ auctionId, currency, inputHash, mtu: market.mtu, periods: market.periodsCount },
    start: isoInstant(Date.parse(market.start)),
  };
  if (clearing.status === 'infeasible') {
    const detail = clearing.explanation.map(({ message }) => message).join('; ');
    return {
      ...{ ...place, status: 'failed', detail, resultHash: '', objective: 0 },
      ...{ networkNanos: '0', congestionNanos: '0', peers: [], prices: [] },
    };
  }
  const { outcome, resultHash, objective } = clearing;
  const money = moneyOf(outcome.trades);
  return {
    ...{ ...place, status: 'cleared', resultHash, objective },
    networkNanos: String(money.network),
    congestionNanos: String(money.congestion),
    peers: peerSummaries(clearing),
    prices: priceSteps(outcome.trades),
  };
};

/** As settlement does it: buyers' payments = sellers' income + network revenue + congestion rent. */
const moneyOf = (trades: readonly PeriodTrade[]) => {
  let network = 0n;
  let congestion = 0n;
  for (const trade of trades) {
    const link = nanosOf(trade.sentWh, trade.linkCostMicrosPerKwh);
    network += link;
    congestion += paid(trade) - received(trade) - link;
  }
  return { network, congestion };
};

const paid = (trade: PeriodTrade): bigint => nanosOf(trade.energyWh, trade.buyerPriceMicrosPerKwh);
const received = (trade: PeriodTrade): bigint =>
  nanosOf(trade.sentWh, trade.sellerPriceMicrosPerKwh);

interface Tally {
  readonly bought: { -readonly [Key in keyof TradedWith]: number };
  readonly sold: { -readonly [Key in keyof TradedWith]: number };
  paid: bigint;
  received: bigint;
}

const peerSummaries = ({ market, outcome }: Optimal): PeerSummary[] => {
  const schedules = schedulesOf(market, outcome);
  const tallies = tradeTallies(market.peers, outcome.trades);
  return market.peers.flatMap((peer, index) => {
    const schedule = schedules[index];
    const tally = tallies[index];
    if (schedule === undefined || tally === undefined) return [];
    return {
      ...{ id: peer.id, community: schedule.community, isGrid: isGrid(peer) },
      ...{ loadWh: sumOf(schedule.loadWh), servedWh: sumOf(schedule.servedWh) },
      ...{ generationWh: sumOf(schedule.generationWh), chargeWh: sumOf(schedule.chargeWh) },
      ...{ dischargeWh: sumOf(schedule.dischargeWh), bought: tally.bought, sold: tally.sold },
      ...{ paidNanos: String(tally.paid), receivedNanos: String(tally.received) },
      ownCostNanos: String(ownCostNanos(peer, schedule)),
    };
  });
};

const isGrid = ({ roles }: Peer): boolean => roles.includes('grid');

const sumOf = (series: Float64Array): number => series.reduce((sum, value) => sum + value, 0);

const tradeTallies = (peers: readonly Peer[], trades: readonly PeriodTrade[]): Tally[] => {
  const none = () => ({ communityWh: 0, othersWh: 0, gridWh: 0 });
  const tallies = peers.map((): Tally => ({
    bought: none(),
    sold: none(),
    paid: 0n,
    received: 0n,
  }));
  for (const trade of trades) {
    const [seller, buyer] = [peers[trade.seller], peers[trade.buyer]];
    const [sale, purchase] = [tallies[trade.seller], tallies[trade.buyer]];
    if (!seller || !buyer || !sale || !purchase) continue;
    purchase.bought[relation(buyer, seller)] += trade.energyWh;
    purchase.paid += paid(trade);
    sale.sold[relation(seller, buyer)] += trade.sentWh;
    sale.received += received(trade);
  }
  return tallies;
};

const relation = (one: Peer, other: Peer): keyof TradedWith => {
  if (isGrid(other)) return 'gridWh';
  return one.community === other.community ? 'communityWh' : 'othersWh';
};

/** Cheapest steps first, as any generator runs them; wear of what storage gives back. */
const ownCostNanos = (peer: Peer, schedule: Schedule): bigint => {
  let nanos = 0n;
  schedule.generationWh.forEach((energyWh, period) => {
    let left = energyWh;
    const steps = peer.steps
      .map(({ energyKwh, cost }) => ({
        wh: Math.round((energyKwh[period] ?? 0) * 1000),
        micros: Math.round((cost[period] ?? 0) * 1e6),
      }))
      .sort((a, b) => a.micros - b.micros);
    for (const { wh, micros } of steps) {
      const taken = Math.min(left, wh);
      nanos += nanosOf(taken, micros);
      left -= taken;
    }
  });
  const { battery } = peer;
  if (battery === undefined) return nanos;
  schedule.dischargeWh.forEach((energyWh, period) => {
    nanos += nanosOf(energyWh, Math.round((battery.wearCost[period] ?? 0) * 1e6));
  });
  return nanos;
};

const priceSteps = (trades: readonly PeriodTrade[]): [number, number][] => {
  const steps = new Map<number, number>();
  for (const { buyerPriceMicrosPerKwh, energyWh } of trades) {
    const step = Math.floor(buyerPriceMicrosPerKwh / PRICE_STEP_MICROS);
    steps.set(step, (steps.get(step) ?? 0) + energyWh);
  }
  return [...steps].sort(([a], [b]) => a - b);
};
