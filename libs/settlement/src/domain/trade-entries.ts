import { InvariantBroken, nanosOf } from '@trueque/kernel';
import { congestionAccount, linkAccount, type PeerAccount, peerOf } from './accounts.js';
import { type Entry, peerEntry, sumOf } from './entries.js';
import type { ClearedTrade } from './facts.js';

/**
 * What a trade moves, period by period: the buyer pays for what arrives, the seller is paid for
 * what was sent, the owner of the link gets its cost for what was sent, and the rest, whatever its
 * sign, is congestion rent. So every period of every trade sums to zero, exactly.
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
    networkRevenue(trade, period, accountOf),
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

/** A peer that owns the contract finds it on its statement. */
const networkRevenue = (trade: ClearedTrade, period: number, accountOf: PeerAccount): Entry => {
  const account = linkAccount(trade);
  const energyWh = at(trade.sentWh, period);
  const priceMicrosPerKwh = at(trade.linkCostMicrosPerKwh, period);
  const peerId = peerOf(account);
  if (peerId === undefined) {
    return { account, kind: 'network', amountNanos: nanosOf(energyWh, priceMicrosPerKwh) };
  }
  return peerEntry(accountOf, {
    ...{ peerId, kind: 'link-revenue', period, energyWh, priceMicrosPerKwh },
    ...{ counterparty: trade.contract ?? '', causedBy: trade.eventId },
  });
};

const at = (series: readonly number[], period: number): number => {
  const value = series[period];
  if (value === undefined) throw new InvariantBroken(`a trade has no value in period ${period}`);
  return value;
};
