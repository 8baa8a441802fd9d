import {
  billingEvents,
  type EventType,
  type MeterDay,
  offersEvents,
  type ReadingChange,
} from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { compareText } from '@trueque/kernel';
import { changedReadings } from '../domain/metering/changed-readings.js';
import { dayReadings, type RecordedReadings, silentDay } from '../domain/metering/day-readings.js';
import { daysAfter, localDateOf } from '../domain/metering/local-day.js';
import { eventsUpTo, type KnownMarket, upTo } from './known-market.js';
import { REACHES_DAYS } from './touched.js';
import type { Window } from './window-auctions.js';

/** Readings of one local day or auction, and the stream that keeps them. */
interface Readings {
  readonly stream: string;
  readonly date: string;
  readonly auctionId: string | null;
  readonly readings: readonly MeterDay[];
}

interface Span {
  readonly after: number;
  readonly upTo: number;
}

const METERED: readonly EventType[] = ['MeterDayRecorded', 'MeterReadingsRecorded'];

/** What meters tell otherwise than they did at a position, where a run over the window may look. */
export const readingsSince = async (
  store: EventStore,
  market: KnownMarket,
  window: Window,
  span: Span,
): Promise<readonly ReadingChange[]> => {
  const { marketId } = window;
  const places = new Map<string, Readings>();
  const news = eventsUpTo(store, marketId, span.upTo, { after: span.after, types: METERED });
  for await (const event of news) {
    const told = readingsOf(event, market);
    if (reaches(told.date, window)) places.set(told.stream, told);
  }
  const changes: ReadingChange[] = [];
  for (const place of places.values())
    changes.push(...(await changesIn(store, market, place, span)));
  return changes.sort(byPlace);
};

const reaches = (date: string, { from, to }: Window): boolean =>
  REACHES_DAYS.map((days) => daysAfter(date, days)).some((day) => from <= day && day < to);

const readingsOf = (event: RecordedEvent, { timeZone }: KnownMarket): Readings => {
  const { type, stream, data } = event;
  if (type === 'MeterDayRecorded') {
    const { date, readings } = billingEvents.MeterDayRecorded.data.parse(data);
    return { stream, date, auctionId: null, readings };
  }
  const { auctionId, start, readings } = offersEvents.MeterReadingsRecorded.data.parse(data);
  return { stream, auctionId, date: localDateOf(Date.parse(start), timeZone), readings };
};

interface Told extends RecordedReadings {
  readonly position: number;
}

const changesIn = async (
  store: EventStore,
  market: KnownMarket,
  { stream, date, auctionId }: Readings,
  span: Span,
): Promise<readonly ReadingChange[]> => {
  const told: Told[] = [];
  for await (const event of upTo(store, market.marketId, stream, span.upTo)) {
    const { readings } = readingsOf(event, market);
    told.push({ position: event.position, eventId: event.id, readings });
  }
  const earlier = told.filter(({ position }) => position <= span.after);
  const periods = periodsIn(told);
  const [before, now] = [dayReadings(earlier, periods), dayReadings(told, periods)];
  const peerIds = told
    .filter(({ position }) => position > span.after)
    .flatMap(({ readings }) => readings.map(({ peerId }) => peerId));
  return [...new Set(peerIds)].flatMap((peerId) =>
    changedReadings(
      { peerId, date, auctionId },
      before.get(peerId) ?? silentDay(periods),
      now.get(peerId) ?? silentDay(periods),
    ),
  );
};

const periodsIn = (told: readonly Told[]): number =>
  Math.max(
    0,
    ...told.flatMap(({ readings }) =>
      readings.map(({ importWh, exportWh }) => (importWh ?? exportWh ?? []).length),
    ),
  );

const byPlace = (a: ReadingChange, b: ReadingChange): number =>
  compareText(a.date, b.date) ||
  compareText(a.auctionId ?? '', b.auctionId ?? '') ||
  compareText(a.peerId, b.peerId) ||
  compareText(a.direction, b.direction);
