import type { AnsweredPeriod, ClearingAnswer } from '@trueque/contracts';
import { compareText, mtuHours, periodStart } from '@trueque/kernel';
import type { Clearing } from '../clear.js';
import type { Verdict } from '../judge/verdict.js';
import type { Market } from '../market/market.js';
import { type PeriodTrade, type Schedule, schedulesOf } from './outcome.js';

type Optimal = Extract<Clearing, { status: 'optimal' }>;

/** Writes a clearing as `clear --json` answers it: kW, kWh and currency per kWh. */
export const answerOf = (clearing: Clearing, timing: ClearingAnswer['timing']): ClearingAnswer => {
  const { engine, market } = clearing;
  const solver = { name: clearing.solver.name, version: clearing.solver.version };
  const shared = { case: market.name, engine, solver, timing };
  if (clearing.status === 'infeasible') {
    return {
      ...shared,
      status: 'infeasible',
      objective: null,
      resultHash: '',
      periods: [],
      certificate: { primalInfeasibility: 0, dualInfeasibility: 0, gap: 0 },
      explanation: clearing.explanation,
    };
  }
  const schedules = schedulesOf(market, clearing.outcome);
  return {
    ...shared,
    status: 'optimal',
    objective: clearing.objective,
    resultHash: clearing.resultHash,
    periods: Array.from({ length: market.periodsCount }, (_, period) =>
      answerPeriod(clearing, schedules, period),
    ),
    certificate: clearing.certificate,
    ...(clearing.verdict === undefined ? {} : { judge: judgeOf(clearing.verdict) }),
  };
};

const judgeOf = ({ detail, iterationsCount, verdict }: Verdict) => ({
  verdict,
  detail,
  iterations: iterationsCount,
});

const answerPeriod = (
  { market, outcome }: Pick<Optimal, 'market' | 'outcome'>,
  schedules: readonly Schedule[],
  period: number,
): AnsweredPeriod => {
  const hours = mtuHours(market.mtu);
  const kw = (energyWh: number) => Math.round(energyWh / hours) / 1000;
  const trades = outcome.trades.filter((trade) => trade.period === period);
  return {
    start: periodStart(market.start, market.mtu, period),
    prices: Object.fromEntries(
      outcome.communities.map(({ id, price }) => [id, price[period]! / 1e6]),
    ),
    priceBounds: Object.fromEntries(
      outcome.communities.map(({ id, least, greatest }) => [
        id,
        [least[period]! / 1e6, greatest[period]! / 1e6] as const,
      ]),
    ),
    peers: schedules.map((schedule) => answerPeer(schedule, period, kw)),
    trades: trades.map((trade) => ({
      seller: market.peers[trade.seller]!.id,
      buyer: market.peers[trade.buyer]!.id,
      energy: trade.energyWh / 1000,
      price: trade.buyerPriceMicrosPerKwh / 1e6,
      ...(trade.contract === undefined ? {} : { contract: trade.contract }),
    })),
    flows: flowsOf(market, trades).map(({ energyWh, from, to }) => ({
      from,
      to,
      energy: energyWh / 1000,
    })),
  };
};

const answerPeer = (
  schedule: Schedule,
  period: number,
  kw: (energyWh: number) => number,
): AnsweredPeriod['peers'][number] => ({
  id: schedule.id,
  generation: kw(schedule.generationWh[period]!),
  imports: kw(schedule.importsWh[period]!),
  exports: kw(schedule.exportsWh[period]!),
  charge: kw(schedule.chargeWh[period]!),
  discharge: kw(schedule.dischargeWh[period]!),
  stored: schedule.storedWh[period]! / 1000,
  load: kw(schedule.loadWh[period]!),
  served: kw(schedule.servedWh[period]!),
});

/** Energy that arrives from one community in another, Wh. */
export const flowsOf = (market: Market, trades: readonly PeriodTrade[]) => {
  const flows = new Map<string, { from: string; to: string; energyWh: number }>();
  for (const { buyer, energyWh, seller } of trades) {
    const [from, to] = [seller, buyer].map(
      (peer) => market.communities[market.peers[peer]!.community]!.id,
    );
    if (from === to) continue;
    const key = `${from}→${to}`;
    const known = flows.get(key)?.energyWh ?? 0;
    flows.set(key, { from: from!, to: to!, energyWh: known + energyWh });
  }
  return [...flows.values()].sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
};
