import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { TradeRow } from '../rows/period.row.js';
import { type DataOf, fact } from './facts.js';
import { withoutSetAside } from './set-aside.js';
import { CROWD_EVENTS, writeRows } from './tables.js';

/** One row per trade and period in which its energy flows: who sold to whom, at which prices. */
@Injectable()
export class TradesProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.trades.v1';
  readonly types = ['TradeExecuted', 'ReviewDecided'] as const;
  readonly rows = [TradeRow];
  readonly eventsAtOnce = CROWD_EVENTS;

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const counting = await withoutSetAside(events, manager, TradeRow);
    await writeRows(manager, TradeRow, counting.flatMap(fact('TradeExecuted', tradeRows)));
  }
}

const tradeRows = (trade: DataOf<'TradeExecuted'>): TradeRow[] =>
  trade.energyWh.flatMap((energyWh, period) =>
    energyWh === 0 && trade.sentWh[period] === 0
      ? []
      : [{ ...parties(trade), period, energyWh, ...prices(trade, period) }],
  );

const parties = (trade: DataOf<'TradeExecuted'>) => ({
  marketId: trade.marketId,
  auctionId: trade.auctionId,
  tradeId: trade.tradeId,
  sellerId: trade.sellerId,
  buyerId: trade.buyerId,
  sellerCommunityId: trade.sellerCommunityId,
  buyerCommunityId: trade.buyerCommunityId,
  contract: trade.contract ?? null,
  rule: trade.rule,
});

const prices = (trade: DataOf<'TradeExecuted'>, period: number) => ({
  sentWh: trade.sentWh[period] ?? 0,
  buyerPriceMicrosPerKwh: trade.buyerPriceMicrosPerKwh[period] ?? 0,
  sellerPriceMicrosPerKwh: trade.sellerPriceMicrosPerKwh[period] ?? 0,
  linkCostMicrosPerKwh: trade.linkCostMicrosPerKwh[period] ?? 0,
});
