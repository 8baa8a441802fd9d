import type { EventType } from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { daysAfter } from '../domain/metering/local-day.js';
import { keptMeterDay } from './kept-meter-day.js';

/** What news since a run may change of a window; everything, where rules or members changed. */
export type Touched =
  'everything' | { readonly peersByDate: ReadonlyMap<string, ReadonlySet<string>> };

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
  const peersByDate = new Map<string, Set<string>>();
  for (let position = after; position < upTo;) {
    const events = await store.readPartition(marketId, position, PAGE);
    const news = events.filter((event) => event.position <= upTo);
    if (news.some(({ type }) => RULES.includes(type))) return 'everything';
    for (const event of news) addTouched(peersByDate, event);
    if (events.length === 0) break;
    position = events.at(-1)?.position ?? upTo;
  }
  return { peersByDate };
};

const addTouched = (peersByDate: Map<string, Set<string>>, { type, data }: RecordedEvent): void => {
  if (type !== 'MeterDayRecorded') return;
  const { date, readings } = keptMeterDay.parse(data);
  for (const days of REACHES_DAYS) {
    const reached = daysAfter(date, days);
    const peers = peersByDate.get(reached) ?? new Set();
    for (const { peerId } of readings) peers.add(peerId);
    peersByDate.set(reached, peers);
  }
};
