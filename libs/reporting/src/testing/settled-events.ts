import type { SettlementsEvent } from '@trueque/contracts';
import { digest, nanosOf } from '@trueque/kernel';
import { clearedEvent, type Trade, tradesOf } from './cleared-events.js';
import { type Day, HOURS, type Spoken, startOf } from './market-events.js';
import { dealsOf, GRID, HOMES, meterDay } from './neighbourhood.js';

/** One auction from gate to statements, with trades that add up. */
export const clearedAndSettled = (day: Day): readonly Spoken[] => {
  const meters = meterDay(day.cloud);
  const deals = meters.map(dealsOf);
  const trades = tradesOf(day, deals);
  return [
    {
      category: 'clearing',
      auctionId: day.day,
      events: [clearedEvent(day, meters, deals, trades.length), ...trades],
    },
    { category: 'settlement', auctionId: day.day, events: settlement(day, trades) },
  ];
};

type Statement = Extract<SettlementsEvent, { type: 'StatementIssued' }>['data'];
type Line = Statement['lines'][number];
type Posting = Extract<
  SettlementsEvent,
  { type: 'SettlementRunCompleted' }
>['data']['postings'][number];

const settlement = ({ marketId, day }: Day, trades: readonly Trade[]): SettlementsEvent[] => {
  const run = {
    marketId,
    auctionId: day,
    runId: `${marketId}/${day}/1`,
    currency: 'USD',
    start: startOf(day),
    mtu: 'PT1H',
    periods: HOURS,
  };
  return [
    {
      type: 'SettlementRunCompleted',
      data: {
        ...run,
        kind: 'cleared',
        inputHash: digest(['trades', day]),
        resultHash: digest(['money', day]),
        postings: postingsOf(trades),
      },
    },
    ...[...HOMES, GRID].map(({ peerId, communityId }): SettlementsEvent => {
      const lines = trades.flatMap((trade) => linesOf(trade, peerId));
      const totalNanos = String(
        lines.reduce((sum, { amountNanos }) => sum + BigInt(amountNanos), 0n),
      );
      return {
        type: 'StatementIssued',
        data: {
          ...run,
          statementId: `${run.runId}/${peerId}`,
          peerId,
          communityId,
          lines,
          totalNanos,
          quality: 'missing',
        },
      };
    }),
  ];
};

const linesOf = ({ data: trade }: Trade, peerId: string): Line[] =>
  trade.energyWh.flatMap((energyWh, period): Line[] => {
    const sells = trade.sellerId === peerId;
    if (energyWh === 0 || (!sells && trade.buyerId !== peerId)) return [];
    const price =
      (sells ? trade.sellerPriceMicrosPerKwh : trade.buyerPriceMicrosPerKwh)[period] ?? 0;
    const value = nanosOf(energyWh, price);
    return [
      {
        kind: sells ? 'sale' : 'purchase',
        period,
        counterparty: sells ? trade.buyerId : trade.sellerId,
        energyWh,
        priceMicrosPerKwh: price,
        amountNanos: String(sells ? value : -value),
        causedBy: trade.tradeId,
        quality: 'missing',
      },
    ];
  });

const accountOf = (peerId: string) =>
  peerId === GRID.peerId ? `grid:${peerId}` : `peer:${peerId}`;

/** Buyers pay, sellers get, and what is between is the network's. */
const postingsOf = (trades: readonly Trade[]): Posting[] => {
  const balances = new Map<string, { kind: Posting['kind']; nanos: bigint }>();
  const post = (account: string, kind: Posting['kind'], nanos: bigint) =>
    balances.set(account, { kind, nanos: (balances.get(account)?.nanos ?? 0n) + nanos });
  for (const { data: trade } of trades)
    trade.energyWh.forEach((energyWh, period) => {
      const paid = nanosOf(energyWh, trade.buyerPriceMicrosPerKwh[period] ?? 0);
      const got = nanosOf(energyWh, trade.sellerPriceMicrosPerKwh[period] ?? 0);
      post(accountOf(trade.buyerId), 'trade', -paid);
      post(accountOf(trade.sellerId), 'trade', got);
      post(`network:${trade.contract ?? trade.sellerCommunityId}`, 'network', paid - got);
    });
  return [...balances].map(([account, { kind, nanos }]) => ({
    account,
    kind,
    amountNanos: String(nanos),
  }));
};
