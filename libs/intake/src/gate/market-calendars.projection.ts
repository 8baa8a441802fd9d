import { Injectable } from '@nestjs/common';
import { offersEvents } from '@trueque/contracts';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager, Repository } from 'typeorm';
import { MarketCalendarRow } from './market-calendar.row.js';

/** Who schedules by the calendar. */
export const CALENDAR_ACTOR = 'market-calendar';

/** Calendars that are in force, and up to which gate each was kept. */
@Injectable()
export class MarketCalendarsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'intake.market-calendars.v1';
  readonly types = ['TradingRulesSet', 'AuctionScheduled'] as const;
  readonly rows = [MarketCalendarRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const rows = manager.getRepository(MarketCalendarRow);
    for (const event of events) {
      if (event.type === 'TradingRulesSet') await setCalendar(rows, event);
      else if (event.actor === CALENDAR_ACTOR) await moveOn(rows, event);
    }
  }
}

const setCalendar = (
  rows: Repository<MarketCalendarRow>,
  { data, occurredAt }: RecordedEvent,
): Promise<unknown> => {
  const { marketId, rules } = offersEvents.TradingRulesSet.data.parse(data);
  const { calendar } = rules;
  return calendar === undefined
    ? rows.delete({ marketId })
    : rows.save({ marketId, calendar, plannedTo: new Date(occurredAt) });
};

const moveOn = async (
  rows: Repository<MarketCalendarRow>,
  { data }: RecordedEvent,
): Promise<void> => {
  const { marketId, gateClosesAt } = offersEvents.AuctionScheduled.data.parse(data);
  const plannedTo = new Date(gateClosesAt);
  const row = await rows.findOneBy({ marketId });
  if (row && row.plannedTo < plannedTo) await rows.update({ marketId }, { plannedTo });
};
