import type { EventStore } from '@trueque/event-store';
import { closed, type Day, failed, noticed, offered, opening } from './market-events.js';
import { metered, windowSettled } from './metered-events.js';
import { speak } from './recorded-market.js';
import { clearedAndSettled } from './settled-events.js';

export const MARKET = 'sierra-crest';

const CLOUDS: Readonly<Record<string, number>> = {
  '2016-08-08': 0.05,
  '2016-08-09': 0.3,
  '2016-08-10': 0.7,
};

export const dayOf = (day: string): Day => ({ marketId: MARKET, day, cloud: CLOUDS[day] ?? 0 });

/** Three days settled, the first with its meters; one failed, one whose gate is closed, one open; and a market without any. */
export const speakDemonstration = async (store: EventStore): Promise<void> => {
  await speak(store, MARKET, [opening(MARKET, 'Sierra Crest, Fontana, California')]);
  for (const day of Object.keys(CLOUDS).map(dayOf))
    await speak(store, MARKET, [...offered(day), closed(day), ...clearedAndSettled(day)]);
  const first = dayOf('2016-08-08');
  await speak(store, MARKET, [metered(first), windowSettled(first)]);
  const unlucky = dayOf('2016-08-11');
  await speak(store, MARKET, [...offered(unlucky), closed(unlucky), failed(unlucky)]);
  const waiting = dayOf('2016-08-12');
  await speak(store, MARKET, [...offered(waiting), closed(waiting)]);
  await speak(store, MARKET, offered(dayOf('2016-08-13')));
  const harbour = [opening('harbour', 'Harbour'), noticed('harbour')];
  await speak(store, 'harbour', harbour, '2016-08-14T09:00:00Z');
};
