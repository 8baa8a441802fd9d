import type { ClearingsEvent, Rung } from '@trueque/contracts';
import { isoInstant } from '@trueque/kernel';
import type { Clearing } from './clear.js';
import type { Climb, Stop } from './ladder/climb.js';
import { flowsOf } from './result/answer-of.js';
import { type PeriodTrade, type Schedule, schedulesOf } from './result/outcome.js';

type DataOf<Type extends ClearingsEvent['type']> = Extract<ClearingsEvent, { type: Type }>['data'];

export interface AuctionId {
  readonly marketId: string;
  readonly auctionId: string;
}

/** What clearing has to say of one auction, as plain records that may cross a thread. */
export type AuctionResult = { readonly stops: readonly Stop[] } & (
  | {
      readonly status: 'cleared';
      readonly cleared: DataOf<'AuctionCleared'>;
      readonly trades: readonly DataOf<'TradeExecuted'>[];
      /** Where a judge was asked. */
      readonly judged?: DataOf<'ResultJudged'> | undefined;
    }
  | { readonly status: 'failed'; readonly failed: DataOf<'AuctionFailed'> }
);

export const auctionResult = (
  ids: AuctionId,
  { found, stops }: Climb,
  currency: string,
): AuctionResult => {
  if (found === undefined) return { stops, status: 'failed', failed: unprovenResult(ids, stops) };
  const { clearing, rung } = found;
  return clearing.status === 'infeasible'
    ? { stops, status: 'failed', failed: infeasibleResult(ids, clearing) }
    : { stops, status: 'cleared', ...clearedResult({ ...ids, currency, rung }, clearing) };
};

const unprovenResult = (ids: AuctionId, stops: readonly Stop[]): DataOf<'AuctionFailed'> => ({
  ...ids,
  reason: 'not-proven',
  detail: stops.map(({ detail, rung }) => `${rung}: ${detail}`).join('; '),
  explanation: [],
});

const infeasibleResult = (
  ids: AuctionId,
  { explanation }: Extract<Clearing, { status: 'infeasible' }>,
): DataOf<'AuctionFailed'> => ({
  ...ids,
  reason: 'infeasible',
  detail: explanation.map(({ message }) => message).join('; '),
  explanation: [...explanation],
});

type Optimal = Extract<Clearing, { status: 'optimal' }>;

interface Known extends AuctionId {
  readonly currency: string;
  readonly rung: Rung;
}

const clearedResult = ({ currency, rung, ...ids }: Known, clearing: Optimal) => {
  const { market, optimum, outcome } = clearing;
  const trades = tradesOf(ids, clearing);
  const cleared: DataOf<'AuctionCleared'> = {
    ...ids,
    start: isoInstant(Date.parse(market.start)),
    mtu: market.mtu,
    periods: market.periodsCount,
    currency,
    pricing: market.rules.pricing,
    engine: clearing.engine,
    solver: { ...clearing.solver, options: { ...clearing.solver.options } },
    inputHash: clearing.inputHash,
    resultHash: clearing.resultHash,
    objective: clearing.objective,
    communities: outcome.communities.map(({ greatest, id, least, price }) => ({
      communityId: id,
      priceMicrosPerKwh: [...price],
      leastPriceMicrosPerKwh: [...least],
      greatestPriceMicrosPerKwh: [...greatest],
    })),
    schedules: schedulesOf(market, outcome).map(recordedSchedule),
    flows: flowSeries(clearing),
    tradesCount: trades.length,
    certificate: {
      primal: [...optimum.flow],
      dual: [...optimum.potentials.price],
      ...clearing.certificate,
    },
    rung,
  };
  return { cleared, trades, judged: judgedResult(ids, clearing) };
};

/** A result that the judge contradicts does not come this far. */
const judgedResult = (ids: AuctionId, { verdict }: Optimal): DataOf<'ResultJudged'> | undefined =>
  verdict === undefined || verdict.verdict === 'contradicted'
    ? undefined
    : { ...ids, ...verdict, verdict: verdict.verdict };

const recordedSchedule = (schedule: Schedule): DataOf<'AuctionCleared'>['schedules'][number] => ({
  peerId: schedule.id,
  communityId: schedule.community,
  generationWh: sparse(schedule.generationWh),
  importsWh: sparse(schedule.importsWh),
  exportsWh: sparse(schedule.exportsWh),
  chargeWh: sparse(schedule.chargeWh),
  dischargeWh: sparse(schedule.dischargeWh),
  storedWh: sparse(schedule.storedWh),
  loadWh: sparse(schedule.loadWh),
  servedWh: sparse(schedule.servedWh),
});

const sparse = (series: Float64Array): number[] | null =>
  series.every((value) => value === 0) ? null : [...series];

const flowSeries = ({ market, outcome }: Optimal): DataOf<'AuctionCleared'>['flows'] => {
  const series = new Map<string, DataOf<'AuctionCleared'>['flows'][number]>();
  for (let period = 0; period < market.periodsCount; period++) {
    const trades = outcome.trades.filter((trade) => trade.period === period);
    for (const { energyWh, from, to } of flowsOf(market, trades)) {
      const key = `${from}→${to}`;
      const known = series.get(key) ?? {
        fromCommunityId: from,
        toCommunityId: to,
        energyWh: zeros(market.periodsCount),
      };
      known.energyWh[period] = energyWh;
      series.set(key, known);
    }
  }
  return [...series.keys()].sort().map((key) => series.get(key)!);
};

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

type Trade = DataOf<'TradeExecuted'>;

/**
 * One trade a seller, buyer and contract; where they trade at two prices in one period (two steps of
 * the seller), the dearer energy is a trade of its own.
 */
const tradesOf = (ids: AuctionId, clearing: Optimal): Trade[] => {
  const { outcome } = clearing;
  const trades = new Map<string, Trade>();
  const tranches = new Map<string, number>();
  for (const part of outcome.trades) {
    const pair = [part.seller, part.buyer, part.contract ?? ''].join('|');
    const tranche = tranches.get(`${pair}|${part.period}`) ?? 0;
    tranches.set(`${pair}|${part.period}`, tranche + 1);
    const key = `${pair}|${tranche}`;
    const trade = trades.get(key) ?? emptyTrade(ids, clearing, { ...part, tranche });
    trades.set(key, trade);
    trade.energyWh[part.period] = part.energyWh;
    trade.sentWh[part.period] = part.sentWh;
    trade.buyerPriceMicrosPerKwh[part.period] = part.buyerPriceMicrosPerKwh;
    trade.sellerPriceMicrosPerKwh[part.period] = part.sellerPriceMicrosPerKwh;
    trade.linkCostMicrosPerKwh[part.period] = part.linkCostMicrosPerKwh;
  }
  return [...trades.values()].sort((a, b) =>
    a.tradeId < b.tradeId ? -1 : Number(a.tradeId > b.tradeId),
  );
};

const emptyTrade = (
  ids: AuctionId,
  { market }: Optimal,
  { buyer, contract, seller, tranche }: PeriodTrade & { tranche: number },
): Trade => {
  const [from, to] = [market.peers[seller]!, market.peers[buyer]!];
  const way = contract === undefined ? '' : `/${contract}`;
  return {
    ...ids,
    tradeId: `${from.id}→${to.id}${way}${tranche === 0 ? '' : `/${tranche + 1}`}`,
    sellerId: from.id,
    buyerId: to.id,
    sellerCommunityId: market.communities[from.community]!.id,
    buyerCommunityId: market.communities[to.community]!.id,
    ...(contract === undefined ? {} : { contract }),
    rule: market.rules.pricing,
    energyWh: zeros(market.periodsCount),
    sentWh: zeros(market.periodsCount),
    buyerPriceMicrosPerKwh: zeros(market.periodsCount),
    sellerPriceMicrosPerKwh: zeros(market.periodsCount),
    linkCostMicrosPerKwh: zeros(market.periodsCount),
  };
};
