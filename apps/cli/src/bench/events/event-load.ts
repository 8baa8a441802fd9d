import type { OffersEvent } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import { accept, type Decider } from '@trueque/kernel';
import { v4 } from 'uuid';
import { SeededChance } from '../seeded-chance.js';

export const MARKET = 'harbour';
const AUCTIONS = 50;
const HALF_HOURS = 48;
const OFFERS = 1_000;
const chance = new SeededChance(5);

/** Says what it is told: the benchmark is about keeping, not about the rules. */
const speaker: Decider<readonly OffersEvent[], null, OffersEvent, never> = {
  category: 'auction',
  initial: null,
  decide: (events) => accept(...events),
  evolve: (state) => state,
};

const profile = (most: number): number[] =>
  Array.from({ length: HALF_HOURS }, () => chance.between(0, most));

/** A peer's day: with its envelope an event of 1 kB, of which nothing repeats but the names. */
const offerOf = (auction: number): OffersEvent => ({
  type: 'OfferSubmitted',
  data: {
    ...{ marketId: MARKET, auctionId: auctionId(auction), offerId: v4(), peerId: v4() },
    offer: {
      role: 'prosumer',
      load: profile(9.5),
      generation: { max: profile(6), cost: chance.between(0.1, 0.2) },
      exportCost: chance.between(0.01, 0.02),
    },
  },
});

const auctionId = (auction: number): string => `2026-11-day-ahead-${auction}`;

/** Made before a clock runs, and said again and again under other causes. */
export const OFFERS_MADE: readonly OffersEvent[] = Array.from({ length: OFFERS }, (_, index) =>
  offerOf(index % AUCTIONS),
);

/** Commands of one auction each. */
export const commandsOf = (count: number, eventsEach: number): readonly Command[] =>
  Array.from({ length: count }, (_, index) => {
    const from = (index * eventsEach) % OFFERS;
    return {
      stream: `${MARKET}/${auctionId(index % AUCTIONS)}`,
      causedBy: v4(),
      events: OFFERS_MADE.slice(from, from + eventsEach),
    };
  });

export interface Command {
  readonly stream: string;
  readonly causedBy: string;
  readonly events: readonly OffersEvent[];
}

/** So many callers at once, each with its next command as soon as the last is kept; events a second. */
export const appendRate = async (
  store: EventStore,
  callers: number,
  commands: readonly Command[],
): Promise<number> => {
  let next = 0;
  const caller = async () => {
    for (let command = commands[next++]; command !== undefined; command = commands[next++])
      await append(store, command);
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  const events = commands.reduce((sum, command) => sum + command.events.length, 0);
  return (events / (performance.now() - startedMs)) * 1000;
};

const append = (store: EventStore, { causedBy, events, stream }: Command) =>
  store.transact(speaker, stream, events, {
    partition: MARKET,
    causedBy,
    actor: 'peer',
    occurredAt: '2026-11-01T07:00:00Z',
  });
