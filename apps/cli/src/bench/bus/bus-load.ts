import type { OffersEvent } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import { accept, type Decider } from '@trueque/kernel';

export const MARKETS = ['m0', 'm1', 'm2', 'm3'] as const;
const CALLERS = 256;

/** Says what it is told: the benchmark is about the way, not about the rules. */
const speaker: Decider<OffersEvent, null, OffersEvent, never> = {
  category: 'auction',
  initial: null,
  decide: (event) => accept(event),
  evolve: (state) => state,
};

/** An offer of about 1 kB, as one of 48 half-hours is. */
export const offer = (marketId: string, number: number): OffersEvent => ({
  type: 'OfferSubmitted',
  data: {
    ...{ marketId, auctionId: `a${number % 50}`, offerId: `o${number}`, peerId: `p${number}` },
    offer: {
      role: 'prosumer',
      load: Array.from(
        { length: 48 },
        (_, half) => ((number * 31 + half * 17) % 9_000) / 1_000 + 0.5,
      ),
      generation: {
        max: Array.from(
          { length: 48 },
          (_, half) => ((number * 13 + half * 7) % 5_000) / 1_000 + 0.25,
        ),
        cost: 0.1,
      },
    },
  },
});

/** Answers the position that the event got. */
export const append = async (store: EventStore, number: number): Promise<number> => {
  const marketId = MARKETS[number % MARKETS.length] ?? 'm0';
  const outcome = await store.transact(
    speaker,
    `${marketId}/a${number % 50}`,
    offer(marketId, number),
    {
      partition: marketId,
      causedBy: `c${number}`,
      actor: 'bench',
      occurredAt: '2030-01-01T00:00:00Z',
    },
  );
  return outcome.status === 'refused' ? 0 : (outcome.events[0]?.position ?? 0);
};

/** Appends as many as a store takes from many callers at once. */
export const appendMany = async (store: EventStore, from: number, count: number): Promise<void> => {
  let next = from;
  const caller = async () => {
    while (next < from + count) await append(store, next++);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
};
