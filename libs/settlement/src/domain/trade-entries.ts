import { InvariantBroken, nanosOf } from '@trueque/kernel';
import { congestionAccount, networkAccount, type PeerAccount } from './accounts.js';
import { type Entry, peerEntry, sumOf } from './entries.js';
import type { ClearedTrade } from './facts.js';

/**
 * What a trade moves, period by period: the buyer pays for what arrives, the seller is paid for
 * what was sent, the network gets the cost of the link for what was sent, and the rest, whatever
 * its sign, is congestion rent. So every period of every trade sums to zero, exactly.
 */
export const entriesOfTrade = (trade: ClearedTrade, accountOf: PeerAccount): Entry[] =>
  trade.sentWh.flatMap((sentWh, period) =>
    sentWh === 0 && trade.energyWh[period] === 0 ? [] : entriesOfPeriod(trade, period, accountOf),
  );

const entriesOfPeriod = (
  trade: ClearedTrade,
  period: number,
  accountOf: PeerAccount,
): readonly Entry[] => {
  const earned = [
    purchase(trade, period, accountOf),
    sale(trade, period, accountOf),
    networkRevenue(trade, period),
  ];
  const account = congestionAccount(trade.sellerCommunityId, trade.buyerCommunityId);
  return [...earned, { account, kind: 'congestion', amountNanos: -sumOf(earned) }];
};

const purchase = (trade: ClearedTrade, period: number, accountOf: PeerAccount): Entry =>
  peerEntry(accountOf, {
    peerId: trade.buyerId,
    kind: 'purchase',
    period,
    counterparty: trade.sellerId,
    energyWh: at(trade.energyWh, period),
    priceMicrosPerKwh: at(trade.buyerPriceMicrosPerKwh, period),
    causedBy: trade.eventId,
  });

const sale = (trade: ClearedTrade, period: number, accountOf: PeerAccount): Entry =>
  peerEntry(accountOf, {
    peerId: trade.sellerId,
    kind: 'sale',
    period,
    counterparty: trade.buyerId,
    energyWh: at(trade.sentWh, period),
    priceMicrosPerKwh: at(trade.sellerPriceMicrosPerKwh, period),
    causedBy: trade.eventId,
  });

const networkRevenue = (trade: ClearedTrade, period: number): Entry => ({
  account: networkAccount(trade.contract ?? trade.sellerCommunityId),
  kind: 'network',
  amountNanos: nanosOf(at(trade.sentWh, period), at(trade.linkCostMicrosPerKwh, period)),
});

const at = (series: readonly number[], period: number): number => {
  const value = series[period];
  if (value === undefined) throw new InvariantBroken(`a trade has no value in period ${period}`);
  return value;
};
