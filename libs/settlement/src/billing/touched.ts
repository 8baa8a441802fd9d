import { billingEvents, type EventType } from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { daysAfter } from '../domain/metering/local-day.js';

/** What news since a run may change of a window; everything, where rules or members changed. */
export type Touched = 'everything' | { readonly dates: ReadonlySet<string> };

const RULES: readonly string[] = [
  'RulePackAdopted',
  'PeerRegistered',
  'CommunityRegistered',
  'AuctionScheduled',
  'AuctionCleared',
  'MeterReadingsRecorded',
] satisfies EventType[];

/** A reading may have been taken for the silence of later weeks. */
const REACHES_DAYS = [0, 7, 14, 21, 28];
const PAGE = 1_000;

/** Reads the log between two runs, so its cost is that of the news. */
export const touchedSince = async (
  store: EventStore,
  marketId: string,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<Touched> => {
  const dates = new Set<string>();
  for (let position = after; position < upTo;) {
    const events = await store.readPartition(marketId, position, PAGE);
    const news = events.filter((event) => event.position <= upTo);
    if (news.some(({ type }) => RULES.includes(type))) return 'everything';
    for (const date of news.flatMap(datesOf)) dates.add(date);
    if (events.length === 0) break;
    position = events.at(-1)?.position ?? upTo;
  }
  return { dates };
};

const datesOf = ({ type, data }: RecordedEvent): string[] => {
  if (type !== 'MeterDayRecorded') return [];
  const { date } = billingEvents.MeterDayRecorded.data.parse(data);
  return REACHES_DAYS.map((days) => daysAfter(date, days));
};
