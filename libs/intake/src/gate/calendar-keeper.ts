import { Inject, Injectable, Logger } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { isoInstant } from '@trueque/kernel';
import { DataSource } from 'typeorm';
import { auctionStream } from '../command-edge.js';
import { auction } from '../domain/auction.decider.js';
import { type PlannedAuction, plannedAuctions } from '../domain/calendar.js';
import { market } from '../domain/market.decider.js';
import { MarketDesk } from '../life/market-desk.js';
import { MarketCalendarRow } from './market-calendar.row.js';
import { CALENDAR_ACTOR } from './market-calendars.projection.js';

const HOUR_MS = 3_600_000;
/** So long before it opens an auction is announced. */
const ANNOUNCED_BEFORE_MS = 24 * HOUR_MS;
/** Nothing new is due in a calendar any sooner. */
const LOOK_AGAIN_MS = 60_000;

/** Schedules what the calendars of markets have, each auction once, in the order of their gates. */
@Injectable()
export class CalendarKeeper {
  private readonly logger = new Logger(CalendarKeeper.name);
  /** By market: what was read, and when it is to be read again. */
  private readonly looked = new Map<string, { readonly of: string; readonly againMs: number }>();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly dataSource: DataSource,
    private readonly desk: MarketDesk,
  ) {}

  /** How many auctions it scheduled. */
  async plan(nowMs: number): Promise<number> {
    let scheduled = 0;
    for (const row of await this.dataSource.getRepository(MarketCalendarRow).find()) {
      const of = JSON.stringify(row);
      const looked = this.looked.get(row.marketId);
      if (looked?.of === of && nowMs < looked.againMs) continue;
      scheduled += await this.planMarket(row, nowMs);
      this.looked.set(row.marketId, { of, againMs: nowMs + LOOK_AGAIN_MS });
    }
    return scheduled;
  }

  private async planMarket(row: MarketCalendarRow, nowMs: number): Promise<number> {
    const { marketId, calendar, plannedTo } = row;
    const { opened } = (await this.store.load(market, marketId, marketId)).state;
    if (!opened) return 0;
    const span = { afterMs: plannedTo.getTime(), untilMs: nowMs + ANNOUNCED_BEFORE_MS };
    const planned = plannedAuctions(calendar, opened, span);
    for (const each of planned) await this.schedule(marketId, each, isoInstant(nowMs));
    return planned.length;
  }

  private async schedule(marketId: string, planned: PlannedAuction, at: string): Promise<void> {
    const { auctionId } = planned;
    const place = { marketId, auctionId };
    const facts = await this.desk.scheduleFacts(place, { ...planned, at });
    const command = { type: 'ScheduleAuction' as const, schedule: { ...place, ...planned }, facts };
    const outcome = await this.store.transact(
      auction,
      auctionStream(marketId, auctionId),
      command,
      {
        ...{ partition: marketId, causedBy: `calendar:${planned.gateClosesAt}` },
        ...{ actor: CALENDAR_ACTOR, occurredAt: at },
      },
    );
    if (outcome.status === 'refused')
      this.logger.error(`${auctionId} of ${marketId}: ${outcome.reason}: ${outcome.detail}`);
  }
}
