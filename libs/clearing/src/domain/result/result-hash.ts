import { digest } from '@trueque/kernel';
import type { Market } from '../market/market.js';
import type { Outcome, PeriodTrade } from './outcome.js';

/**
 * SHA-256 of all that a clearing decides: prices with their bounds, schedules, trades; whole
 * numbers only, ids in canonical order. Not of who computed it, how, or how long it took.
 */
export const resultHash = ({ mtu, peers, start }: Market, outcome: Outcome): string =>
  digest({
    start: new Date(start).toISOString(),
    mtu,
    communities: outcome.communities,
    schedules: outcome.schedules,
    trades: outcome.trades.map((trade: PeriodTrade) => ({
      ...trade,
      seller: peers[trade.seller]!.id,
      buyer: peers[trade.buyer]!.id,
    })),
  });
