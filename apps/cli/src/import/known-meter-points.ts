import { offersEvents } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';

/** Peers of a market; undefined where it has none yet, and so any meter point is welcome. */
export const knownMeterPoints = async (
  store: EventStore,
  marketId: string,
): Promise<ReadonlySet<string> | undefined> => {
  const known = new Set<string>();
  for await (const event of store.readStream(marketId, `market-${marketId}`))
    if (event.type === 'PeerRegistered')
      known.add(offersEvents.PeerRegistered.data.parse(event.data).peerId);
  return known.size === 0 ? undefined : known;
};
