import { bookDigest, eventCatalogue, isEventType } from '@trueque/contracts';
import { type Decider, type DomainEvent, fold } from '@trueque/kernel';
import fc from 'fast-check';
import { auctionCommands, manyOffers } from '../testing/commands.js';
import { intakeDeciders } from '../testing/index.js';
import { auction } from './auction.decider.js';
import { type AuctionEvent, standingOffers } from './auction.js';

const decideAll = <Command, State, Event extends DomainEvent, Reason extends string>(
  decider: Decider<Command, State, Event, Reason>,
  commands: readonly Command[],
): readonly Event[] => {
  const events: Event[] = [];
  let state = decider.initial;
  for (const command of commands) {
    const decision = decider.decide(command, state);
    if (!decision.accepted) continue;
    events.push(...decision.events);
    state = decision.events.reduce((before, event) => decider.evolve(before, event), state);
  }
  return events;
};

const repeatAddsNothing = <Command, State, Event extends DomainEvent, Reason extends string>(
  decider: Decider<Command, State, Event, Reason>,
  commands: fc.Arbitrary<Command>,
) =>
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 40 }), (series) => {
      const once = decideAll(decider, series);
      const twice = series.flatMap((command) => [command, command]);
      expect(decideAll(decider, twice)).toEqual(once);
    }),
    { numRuns: 300 },
  );

const declaredEventsOnly = <Command, State, Event extends DomainEvent, Reason extends string>(
  decider: Decider<Command, State, Event, Reason>,
  commands: fc.Arbitrary<Command>,
) =>
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 40 }), (series) => {
      for (const { type, data } of decideAll(decider, series)) {
        if (!isEventType(type)) throw new Error(`${type} is not declared`);
        eventCatalogue[type].data.parse(data);
      }
    }),
  );

const [market, auctions, readings] = intakeDeciders;

describe('every decider of intake', () => {
  it('adds nothing when a command is repeated at once', () => {
    repeatAddsNothing(market.decider, market.commands);
    repeatAddsNothing(auctions.decider, auctions.commands);
    repeatAddsNothing(readings.decider, readings.commands);
  });

  it('records only what the contracts declare', () => {
    declaredEventsOnly(market.decider, market.commands);
    declaredEventsOnly(auctions.decider, auctions.commands);
    declaredEventsOnly(readings.decider, readings.commands);
  });
});

describe('the book of an auction', () => {
  const histories = fc
    .array(auctionCommands, { maxLength: 60 })
    .map((commands) => decideAll(auction, commands));

  it('never holds two offers of one peer', () =>
    fc.assert(
      fc.property(histories, (events) => {
        const peers = standingOffers(fold(auction, events)).map(({ peerId }) => peerId);
        expect(new Set(peers).size).toBe(peers.length);
      }),
    ));

  it('is that of one offer after the other, where many come at once', () =>
    fc.assert(
      fc.property(histories, manyOffers, (events, many) => {
        const { offers, facts, type: _, ...address } = many;
        const { at, credits, peers } = facts;
        let state = fold(auction, events);
        const decision = auction.decide(many, state);
        if (!decision.accepted) return expect(state.scheduled).toBeNull();
        const one = offers.map((entry, index) => {
          const known = { peer: peers.get(entry.peerId) ?? null };
          const credit = credits.get(entry.peerId) ?? null;
          const command = { type: 'SubmitOffer' as const, ...address, ...entry };
          const alone = auction.decide({ ...command, facts: { at, credit, ...known } }, state);
          if (!alone.accepted) return { index, reason: alone.reason, detail: alone.detail };
          state = alone.events.reduce((before, event) => auction.evolve(before, event), state);
          return alone.events;
        });
        expect(decision.events).toEqual(one.filter(Array.isArray).flat());
        expect(decision.declined).toEqual(one.filter((each) => !Array.isArray(each)));
      }),
      { numRuns: 300 },
    ));

  it('is what a slow reading of the events finds, and its digest is that of the gate', () =>
    fc.assert(
      fc.property(histories, (events) => {
        const book = slowBook(events);
        const gate = events.find((event) => event.type === 'GateClosed');
        if (gate)
          expect(gate.data).toMatchObject({
            offersCount: book.length,
            bookDigest: bookDigest(book),
          });
        expect(bookDigest(standingOffers(fold(auction, events)))).toBe(bookDigest(book));
      }),
      { numRuns: 500 },
    ));

  it('never changes once the gate closed', () =>
    fc.assert(
      fc.property(histories, (events) => {
        const closedAt = events.findIndex(({ type }) => type === 'GateClosed');
        expect(closedAt === -1 || closedAt === events.length - 1).toBe(true);
      }),
    ));
});

/** One pass, one plain list: the oracle of the persistent maps. */
const slowBook = (events: readonly AuctionEvent[]) =>
  events.reduce<Extract<AuctionEvent, { type: 'OfferSubmitted' }>['data'][]>((book, event) => {
    switch (event.type) {
      case 'OfferSubmitted':
      case 'OfferAmended':
        return [...book.filter(({ peerId }) => peerId !== event.data.peerId), event.data];
      case 'OfferWithdrawn':
        return book.filter(({ offerId }) => offerId !== event.data.offerId);
      default:
        return book;
    }
  }, []);
