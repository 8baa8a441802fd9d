import type { EventType } from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { WEEKS } from '../domain/sharing/estimation.js';
import { daysAfter } from '../domain/metering/local-day.js';
import { keptMeterDay } from './kept-meter-day.js';
import { eventsUpTo } from './known-market.js';

/** What news since a run may change of a window; everything, where rules or members changed. */
export type Touched =
  'everything' | { readonly peersByDate: ReadonlyMap<string, ReadonlySet<string>> };

const RULES: readonly EventType[] = [
  'RulePackAdopted',
  'PeerRegistered',
  'CommunityRegistered',
  'AuctionScheduled',
  'AuctionCleared',
  'ReviewDecided',
  'MeterReadingsRecorded',
];

/** A reading may have been taken for the silence of later weeks. */
export const REACHES_DAYS: readonly number[] = [0, ...WEEKS];

/** Reads the log between two runs, so its cost is that of the news. */
export const touchedSince = async (
  store: EventStore,
  marketId: string,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<Touched> => {
  const peersByDate = new Map<string, Set<string>>();
  const types: readonly EventType[] = [...RULES, 'MeterDayRecorded'];
  for await (const event of eventsUpTo(store, marketId, upTo, { after, types })) {
    if (event.type !== 'MeterDayRecorded') return 'everything';
    addTouched(peersByDate, event);
  }
  return { peersByDate };
};

const addTouched = (peersByDate: Map<string, Set<string>>, { data }: RecordedEvent): void => {
  const { date, readings } = keptMeterDay.parse(data);
  for (const days of REACHES_DAYS) {
    const reached = daysAfter(date, days);
    const peers = peersByDate.get(reached) ?? new Set();
    for (const { peerId } of readings) peers.add(peerId);
    peersByDate.set(reached, peers);
  }
};
