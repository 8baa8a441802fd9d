import { Temporal } from '@js-temporal/polyfill';
import type { Calendar } from '@trueque/contracts';
import { isoInstant, type Mtu, mtuMinutes } from '@trueque/kernel';

/** What a calendar is read with. */
export interface CalendarMarket {
  /** IANA name: local times are on the clocks of this zone. */
  readonly timeZone: string;
  readonly mtu: Mtu;
}

/** An auction as the calendar has it; instants in UTC. */
export interface PlannedAuction {
  readonly auctionId: string;
  readonly start: string;
  readonly end: string;
  readonly opensAt: string;
  readonly gateClosesAt: string;
}

/** Gates after `afterMs`, openings up to `untilMs`. */
export interface Span {
  readonly afterMs: number;
  readonly untilMs: number;
}

const MINUTE_MS = 60_000;
const DAYS_BEFORE_MAX = 31;

/** The auctions that a calendar has within a span, in the order of their gates. */
export const plannedAuctions = (
  calendar: Calendar,
  market: CalendarMarket,
  span: Span,
): readonly PlannedAuction[] =>
  calendar.delivery === 'local-day'
    ? plannedDays(calendar, market, span)
    : plannedPeriods(calendar, span);

type DayCalendar = Extract<Calendar, { delivery: 'local-day' }>;
type PeriodCalendar = Extract<Calendar, { delivery: 'period' }>;

const plannedDays = (
  calendar: DayCalendar,
  { timeZone }: CalendarMarket,
  { afterMs, untilMs }: Span,
): readonly PlannedAuction[] => {
  const planned: PlannedAuction[] = [];
  const last = localDate(untilMs, timeZone).add({ days: DAYS_BEFORE_MAX });
  let date = localDate(afterMs, timeZone);
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    const auction = plannedDay(date, calendar, timeZone);
    if (Date.parse(auction.opensAt) > untilMs) break;
    if (Date.parse(auction.gateClosesAt) > afterMs) planned.push(auction);
  }
  return planned;
};

const localDate = (epochMs: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone).toPlainDate();

/** A day begins when its date does: where midnight is skipped, an hour later. */
const plannedDay = (
  date: Temporal.PlainDate,
  { opens, gate }: DayCalendar,
  timeZone: string,
): PlannedAuction => ({
  auctionId: date.toString(),
  start: instantOf(date.toZonedDateTime(timeZone)),
  end: instantOf(date.add({ days: 1 }).toZonedDateTime(timeZone)),
  opensAt: localMoment(date, opens, timeZone),
  gateClosesAt: localMoment(date, gate, timeZone),
});

/** A time that clocks skip is as much later as they skip; one that they show twice is the first of the two. */
const localMoment = (
  date: Temporal.PlainDate,
  { daysBefore, at }: DayCalendar['gate'],
  timeZone: string,
): string =>
  instantOf(date.subtract({ days: daysBefore }).toZonedDateTime({ timeZone, plainTime: at }));

const instantOf = ({ epochMilliseconds }: Temporal.ZonedDateTime): string =>
  isoInstant(epochMilliseconds);

const plannedPeriods = (
  { length, opensMinutesBefore, gateMinutesBefore }: PeriodCalendar,
  { afterMs, untilMs }: Span,
): readonly PlannedAuction[] => {
  const planned: PlannedAuction[] = [];
  const lengthMs = mtuMinutes(length) * MINUTE_MS;
  const [opensMs, gateMs] = [opensMinutesBefore * MINUTE_MS, gateMinutesBefore * MINUTE_MS];
  let startMs = (Math.floor((afterMs + gateMs) / lengthMs) + 1) * lengthMs;
  for (; startMs - opensMs <= untilMs; startMs += lengthMs) {
    const start = isoInstant(startMs);
    planned.push({
      ...{ auctionId: start.replace(':00Z', 'Z'), start, end: isoInstant(startMs + lengthMs) },
      opensAt: isoInstant(startMs - opensMs),
      gateClosesAt: isoInstant(startMs - gateMs),
    });
  }
  return planned;
};

/** Why no auction could be held by a calendar; undefined where they can. */
export const calendarProblem = (
  calendar: Calendar,
  market: CalendarMarket,
  nowMs: number,
): string | undefined =>
  calendar.delivery === 'local-day'
    ? dayCalendarProblem(calendar, market, nowMs)
    : periodCalendarProblem(calendar, market);

const periodCalendarProblem = (
  { length, opensMinutesBefore, gateMinutesBefore }: PeriodCalendar,
  { mtu }: CalendarMarket,
): string | undefined => {
  if (opensMinutesBefore <= gateMinutesBefore)
    return `It opens ${opensMinutesBefore} minutes before delivery, no earlier than its gate closes: open it earlier.`;
  return mtuMinutes(length) % mtuMinutes(mtu) === 0
    ? undefined
    : `A delivery of ${length} is no whole number of ${mtu}.`;
};

const dayCalendarProblem = (
  { opens, gate }: DayCalendar,
  market: CalendarMarket,
  nowMs: number,
): string | undefined => {
  const isLater =
    opens.daysBefore < gate.daysBefore ||
    (opens.daysBefore === gate.daysBefore && opens.at >= gate.at);
  if (isLater) return 'It opens no earlier than its gate closes: open it earlier.';
  const odd = oddDay(market, nowMs);
  return odd === undefined
    ? undefined
    : `${odd.date} has ${odd.hours} hours on the clocks of ${market.timeZone}, no whole number of ${market.mtu}: choose a shorter period.`;
};

/** The next day that is no whole number of market time units; clocks change alike year after year. */
const oddDay = ({ timeZone, mtu }: CalendarMarket, nowMs: number) => {
  let at = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  const last = at.add({ years: 2 });
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || Temporal.ZonedDateTime.compare(next, last) > 0) return undefined;
    if ((next.hoursInDay * 60) % mtuMinutes(mtu) !== 0)
      return { date: next.toPlainDate().toString(), hours: next.hoursInDay };
    at = next;
  }
};
