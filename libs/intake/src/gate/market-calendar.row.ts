import type { Calendar } from '@trueque/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A market that holds its auctions by a calendar, and up to which gate they are scheduled. */
@Entity({ schema: 'intake', name: 'market_calendar' })
export class MarketCalendarRow {
  @PrimaryColumn({ type: 'text', name: 'market_id' })
  marketId!: string;

  @Column({ type: 'json' })
  calendar!: Calendar;

  /** Gates up to this instant are scheduled; at first when the calendar was set. */
  @Column({ type: 'timestamptz', name: 'planned_to' })
  plannedTo!: Date;
}
