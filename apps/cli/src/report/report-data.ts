import type { CaseFile, ClearingAnswer, Explanation } from '@trueque/contracts';
import { mtuHours } from '@trueque/kernel';
import { type CommunityPrices, communityPrices } from './community-prices.js';
import { type FlowRow, flowRows } from './flow-rows.js';
import type { Largest } from './largest.js';
import { type MeritOrder, meritOrders } from './merit-order.js';
import { type MarketParties, partiesOf } from './parties.js';
import { type PeerRow, peerRows } from './peer-rows.js';
import { type PowerView, powerViews } from './power-views.js';
import { type TradeRow, tradeRows, type TradeTotals } from './trade-rows.js';

/**
 * What the page draws, small enough to open at any size of market. Power in kW, energy in kWh,
 * prices in currency per kWh; a list over periods has one value per period.
 */
export interface ReportData {
  readonly head: ReportHead;
  /** Starts of the periods, UTC. */
  readonly starts: readonly string[];
  readonly explanation: readonly Explanation[];
  readonly peers: Largest<PeerRow>;
  readonly views: Largest<PowerView>;
  readonly merit: Largest<MeritOrder>;
  readonly prices: Largest<CommunityPrices>;
  readonly flows: Largest<FlowRow>;
  readonly trades: Largest<TradeRow> & TradeTotals;
}

export interface ReportHead extends Omit<
  ClearingAnswer,
  'case' | 'periods' | 'explanation' | 'timing'
> {
  readonly name: string;
  readonly note: string;
  readonly currency: string;
  readonly mtu: string;
  readonly hours: number;
  /** Of local time from UTC, as the case file gives it. */
  readonly offsetMinutes: number;
  readonly structure: string;
  readonly tradeCost: string;
  readonly pricing: string;
  readonly contracts: number;
}

export const reportData = (file: CaseFile, answer: ClearingAnswer): ReportData => {
  const parties = partiesOf(file, answer);
  return {
    head: headOf(file, answer),
    starts: answer.periods.map(({ start }) => start),
    explanation: answer.explanation ?? [],
    peers: peerRows(file, answer),
    ...marketParts(file, answer, parties),
    trades: tradeRows(answer, parties),
  };
};

const marketParts = (file: CaseFile, answer: ClearingAnswer, parties: MarketParties) => ({
  views: powerViews(parties, answer, mtuHours(file.mtu)),
  merit: meritOrders(file, answer, parties),
  prices: communityPrices(answer, parties),
  flows: flowRows(answer, parties),
});

const headOf = (file: CaseFile, answer: ClearingAnswer): ReportHead => {
  const { structure, tradeCost, pricing } = file.rules;
  const { certificate, engine, objective, resultHash, solver, status } = answer;
  return {
    ...{ certificate, engine, objective, resultHash, solver, status, structure, pricing },
    name: answer.case,
    note: file.note ?? '',
    currency: file.currency,
    mtu: file.mtu,
    hours: mtuHours(file.mtu),
    offsetMinutes: offsetMinutesOf(file.start),
    tradeCost: typeof tradeCost === 'string' ? tradeCost : `uniform ${tradeCost.uniform}`,
    contracts: file.contracts.length,
  };
};

const offsetMinutesOf = (instant: string): number => {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(instant) ?? [];
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return sign === '-' ? -size : size;
};
