import { bookDigest, type Offer } from '@trueque/contracts';
import { given } from '@trueque/kernel/testing';
import fc from 'fast-check';
import { auctionCommands } from '../testing/commands.js';
import type { AuctionCommand } from './auction-command.js';
import { auction } from './auction.decider.js';
import type { AuctionEvent } from './auction.js';
import type { PeerCredit } from './offer-credit.js';

const address = { marketId: 'harbour', auctionId: 'monday' };
const at = '2030-01-01T10:00:00Z';
const gateClosesAt = '2030-01-01T11:00:00Z';

const scheduled: AuctionEvent = {
  type: 'AuctionScheduled',
  data: {
    ...{ ...address, start: '2030-01-02T00:00:00Z', mtu: 'PT1H', periods: 2, gateClosesAt },
    rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
    currency: 'EUR',
  },
};

const submitted = (peerId: string, offer: Offer): AuctionEvent => ({
  type: 'OfferSubmitted',
  data: { ...address, offerId: `O-${peerId}`, peerId, offer },
});

/** The dearest kWh is 0.30. */
const grid = submitted('G', { role: 'grid', generation: { max: 9, cost: 0.3 } });
const load = (kw: number): Offer => ({ role: 'consumer', load: kw });
const sale: Offer = { role: 'producer', generation: { max: 9, cost: 0.1 } };

/** Amounts in currency. */
const credit = (limit: number, exposure = 0, level: PeerCredit['level'] = 'ok'): PeerCredit => ({
  level,
  exposureNanos: BigInt(exposure * 1e9),
  limitNanos: BigInt(limit * 1e9),
});

const facts = (of: PeerCredit | null) => ({ at, peer: { role: 'consumer' as const }, credit: of });

const submit = (offer: Offer, of: PeerCredit | null): AuctionCommand => ({
  ...{ type: 'SubmitOffer', ...address, offerId: 'O-P', peerId: 'P', actor: 'operator' },
  ...{ offer, facts: facts(of) },
});

const amend = (offer: Offer, of: PeerCredit | null): AuctionCommand => ({
  ...{ type: 'AmendOffer', ...address, offerId: 'O-P', actor: 'operator' },
  ...{ offer, facts: facts(of) },
});

describe('an offer on credit', () => {
  const book = given(auction, scheduled, grid);

  it('is taken from a peer without an account, whatever it may come to', () =>
    book.when(submit(load(1_000), null)).then(submitted('P', load(1_000))));

  it('is taken where at worst nine tenths of the limit are open', () =>
    // 3 kW for two hours at 0.30 are 1.80.
    book.when(submit(load(3), credit(2))).then(submitted('P', load(3))));

  it('is refused above that, with what it may come to and what else is open', () =>
    expect(book.when(submit(load(3), credit(2, 0.1))).decision).toMatchObject({
      reason: 'credit-exceeded',
      detail: expect.stringContaining(
        'may come to 1.80, beside 0.10 that is open; of a limit of 2.00',
      ),
    }));

  it('counts a bid at its own value, and what it makes load cost', () => {
    const bid: Offer = { role: 'consumer', load: 1, bids: [{ power: 1, value: 0.5 }] };
    book.when(submit(bid, credit(2.2))).thenRejected('credit-exceeded'); // 2 · (0.5 + 0.5)
    book.when(submit(bid, credit(2.3))).then(submitted('P', bid));
  });

  it('is taken from a restricted peer only where it sells', () => {
    const restricted = credit(100, 95, 'restricted');
    book.when(submit(load(1), restricted)).thenRejected('credit-restricted');
    book.when(submit(sale, restricted)).then(submitted('P', sale));
  });

  it('is not taken from a suspended peer, not even to sell', () =>
    book.when(submit(sale, credit(100, 0, 'suspended'))).thenRejected('credit-suspended'));

  it('may be reduced by a restricted peer, and not raised', () => {
    const standing = given(auction, scheduled, grid, submitted('P', load(2)));
    const restricted = credit(1, 2, 'restricted');
    standing.when(amend(load(3), restricted)).thenRejected('credit-restricted');
    const reduced = { ...submitted('P', load(1)), type: 'OfferAmended' as const };
    standing.when(amend(load(1), restricted)).then(reduced as AuctionEvent);
    standing.when(amend(load(1), credit(9, 0, 'suspended'))).thenRejected('credit-suspended');
  });

  it('costs the dearest price of the book, the price of lost load included', () => {
    const curtailing: AuctionEvent = {
      type: 'AuctionScheduled',
      data: {
        ...scheduled.data,
        rules: { ...scheduled.data.rules, shortage: { curtailAt: 5 } },
      },
    };
    const { decision } = given(auction, curtailing, grid).when(submit(load(1), credit(10)));
    expect(decision).toMatchObject({ reason: 'credit-exceeded' });
  });
});

describe('the gate', () => {
  const close = (credits: Readonly<Record<string, PeerCredit>>): AuctionCommand => ({
    ...{ type: 'CloseGate', ...address },
    facts: { at: gateClosesAt, credits: new Map(Object.entries(credits)) },
  });

  it('takes out of the book what credit no longer carries, says why, and counts the rest', () => {
    const past = ['A', 'B', 'C', 'D'].map((peerId) => submitted(peerId, load(1)));
    const credits = {
      A: credit(100),
      B: credit(1, 0.5),
      C: credit(1, 2, 'restricted'),
      D: credit(100, 0, 'suspended'),
    };
    const out = (peerId: string, because: string) => ({
      type: 'OfferWithdrawn',
      data: { ...address, offerId: `O-${peerId}`, peerId, because },
    });
    const book = [grid, submitted('A', load(1))].map(({ data }) => data as never);
    given(auction, scheduled, grid, ...past)
      .when(close(credits))
      .then(
        ...([
          out('B', 'credit-exceeded'),
          out('C', 'credit-restricted'),
          out('D', 'credit-suspended'),
          {
            type: 'GateClosed',
            data: {
              ...{ ...address, closedAt: gateClosesAt, offersCount: 2 },
              bookDigest: bookDigest(book),
            },
          },
        ] as AuctionEvent[]),
      );
  });

  it('leaves no offer in any book that credit does not carry', () =>
    fc.assert(
      fc.property(fc.array(auctionCommands, { maxLength: 20 }), (commands) => {
        let state = auction.initial;
        for (const command of commands) {
          const decision = auction.decide(command, state);
          const events = decision.accepted ? decision.events : [];
          state = events.reduce(auction.evolve, state);
          if (command.type !== 'CloseGate' || events.length === 0) continue;
          for (const [peerId, { level }] of command.facts.credits) {
            if (level === 'suspended') expect(state.standing.has(peerId)).toBe(false);
          }
        }
      }),
    ));
});
