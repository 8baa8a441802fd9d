import type { RulePack } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import { type Assembly, assembleDay, hasGaps } from '../domain/metering/assemble-day.js';
import {
  type DayReadings,
  dayReadings,
  type RecordedReadings,
} from '../domain/metering/day-readings.js';
import { daysAfter, localDay, localHours } from '../domain/metering/local-day.js';
import { type CommunityDay, packFor } from '../domain/sharing/community-day.js';
import { WEEKS } from '../domain/sharing/estimation.js';
import { keptMeterDay } from './kept-meter-day.js';
import { type KnownMarket, upTo } from './known-market.js';

/** What an average of four weeks may look back on, and the day itself. */
const DAYS_KEPT = 30;

export interface DayToSettle {
  readonly day: CommunityDay;
  readonly pack: RulePack;
}

/** Days of a market's sharing communities as they were known at a position, holes filled. */
export class MeteredDays {
  private readonly kept = new Map<string, Promise<DayReadings>>();
  private readonly members: ReadonlySet<string>;

  constructor(
    private readonly store: EventStore,
    private readonly market: KnownMarket,
    private readonly position: number,
    /** Only these communities; all, without it. */
    private readonly communities: ReadonlySet<string> = new Set(market.communityIds),
  ) {
    this.members = new Set([...communities].flatMap(market.membersOf));
  }

  /** Every community that a rule pack is for, on that date. */
  async of(date: string): Promise<readonly DayToSettle[]> {
    const { timeZone, mtu } = this.market;
    const day = localDay(date, timeZone, mtu);
    if (day === null) return [];
    const hours = localHours(day, timeZone);
    const ready: DayToSettle[] = [];
    for (const communityId of [...this.communities].sort()) {
      const pack = packFor(this.market.packs, communityId, day.start);
      if (pack) ready.push({ pack, day: await this.assembled({ day, hours, communityId }, pack) });
    }
    return ready;
  }

  /** Readings of a date, as one. */
  readingsOf(date: string): Promise<DayReadings> {
    const readings = this.kept.get(date) ?? this.read(date);
    this.kept.set(date, readings);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= DAYS_KEPT) break;
      this.kept.delete(oldest);
    }
    return readings;
  }

  private async assembled(
    place: Pick<Assembly, 'day' | 'hours' | 'communityId'>,
    { estimation, profile }: RulePack,
  ): Promise<CommunityDay> {
    const { date } = place.day;
    const memberIds = this.market.membersOf(place.communityId);
    const known = new Map([[0, await this.readingsOf(date)]]);
    if (hasGaps(known.get(0) ?? new Map(), memberIds)) {
      for (const back of WEEKS) known.set(back, await this.readingsOf(daysAfter(date, -back)));
    }
    return assembleDay({
      ...{ ...place, memberIds, ladder: estimation, profile },
      readings: (daysBefore) => known.get(daysBefore),
    });
  }

  private async read(date: string): Promise<DayReadings> {
    const { marketId, timeZone, mtu } = this.market;
    const recorded: RecordedReadings[] = [];
    const stream = `metering-${marketId}/${date}`;
    for await (const { id, data } of upTo(this.store, marketId, stream, this.position)) {
      const { readings } = keptMeterDay.parse(data);
      const wanted = readings.filter(({ peerId }) => this.members.has(peerId));
      recorded.push({ eventId: id, readings: wanted });
    }
    return dayReadings(recorded, localDay(date, timeZone, mtu)?.periods ?? 0);
  }
}
