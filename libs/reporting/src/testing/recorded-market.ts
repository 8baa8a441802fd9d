import type { EventStore } from '@trueque/event-store';
import { accept, type Decider } from '@trueque/kernel';
import type { AnyEvent, Spoken } from './market-events.js';

/** Whatever another context decided, kept as it is. */
const recorder = (category: string): Decider<readonly AnyEvent[], null, AnyEvent, never> => ({
  category,
  initial: null,
  decide: (events) => accept(...events),
  evolve: () => null,
});

/** Lets the other contexts speak: each entry is one append to one of their streams. */
export const speak = async (
  store: EventStore,
  marketId: string,
  spoken: readonly Spoken[],
  occurredAt = '2016-08-07T22:00:00Z',
): Promise<void> => {
  for (const { category, auctionId, events, cause = '' } of spoken) {
    const id = auctionId === undefined ? marketId : `${marketId}/${auctionId}`;
    const first = events[0]?.type ?? 'nothing';
    await store.transact(recorder(category), id, events, {
      partition: marketId,
      causedBy: `${id}/${category}/${first}/${cause}`,
      actor: 'test',
      occurredAt,
    });
  }
};
