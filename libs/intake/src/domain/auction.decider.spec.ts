import { bookDigest, type Offer } from '@trueque/contracts';
import { fold } from '@trueque/kernel';
import { given } from '@trueque/kernel/testing';
import type { AuctionCommand, SubmitOffer } from './auction-command.js';
import { auction, AUCTION_OFFERS_MAX, offerVersion } from './auction.decider.js';
import { type AuctionEvent, standingOffers } from './auction.js';
import type { MarketFacts } from './market-facts.js';
import type { PeerCredit } from './offer-credit.js';

const address = { marketId: 'harbour', auctionId: '2030-01-02' };
const rules = {
  structure: 'hybrid',
  tradeCost: 'export',
  pricing: 'marginal',
  shortage: 'reject',
} as const;
const gateClosesAt = '2030-01-01T11:00:00Z';
const before = '2030-01-01T10:59:59Z';
const marketFacts: MarketFacts = { mtu: 'PT1H', rules, currency: 'EUR', series: [] };
const scheduled: AuctionEvent = {
  type: 'AuctionScheduled',
  data: {
    ...address,
    start: '2030-01-01T23:00:00Z',
    mtu: 'PT1H',
    periods: 24,
    gateClosesAt,
    rules,
    currency: 'EUR',
  },
};

const load = (loadKw: number): Offer => ({ role: 'consumer', load: loadKw });
const kept = (
  type: 'OfferSubmitted' | 'OfferAmended',
  peerId: string,
  offer: Offer,
  offerId = `O-${peerId}`,
): AuctionEvent => ({ type, data: { ...address, offerId, peerId, offer } });
const submitted = (peerId: string, offer = load(1)) => kept('OfferSubmitted', peerId, offer);
const withdrawn = (peerId: string): AuctionEvent => ({
  type: 'OfferWithdrawn',
  data: { ...address, offerId: `O-${peerId}`, peerId },
});
const closed: AuctionEvent = {
  type: 'GateClosed',
  data: { ...address, closedAt: gateClosesAt, offersCount: 0, bookDigest: bookDigest([]) },
};

const facts = { at: before, peer: { role: 'consumer' }, credit: null } as const;
const submit = (peerId: string, changes: Partial<SubmitOffer> = {}): AuctionCommand => ({
  type: 'SubmitOffer',
  ...address,
  offerId: `O-${peerId}`,
  peerId,
  actor: 'operator',
  offer: load(1),
  facts,
  ...changes,
});
const amend = (
  peerId: string,
  offer: Offer,
  changes: { actor?: string; onlyIf?: string[]; peerId?: string } = {},
) =>
  ({
    type: 'AmendOffer',
    ...address,
    offerId: `O-${peerId}`,
    actor: 'operator',
    offer,
    facts,
    ...changes,
  }) satisfies AuctionCommand;
const withdraw = (peerId: string, changes: { actor?: string; onlyIf?: string[] } = {}) =>
  ({
    type: 'WithdrawOffer',
    ...address,
    offerId: `O-${peerId}`,
    actor: 'operator',
    facts: { at: before },
    ...changes,
  }) satisfies AuctionCommand;
const close = (at: string, credits = new Map<string, PeerCredit>()): AuctionCommand => ({
  ...{ type: 'CloseGate', ...address },
  facts: { at, credits },
});

describe('an offer', () => {
  it('stands once it was submitted', () =>
    given(auction, scheduled).when(submit('P1')).then(submitted('P1')));

  it('has the role its peer is registered with where it names none', () =>
    given(auction, scheduled)
      .when(submit('P1', { offer: { load: 1 } }))
      .then(submitted('P1')));

  it('adds nothing when it is submitted again', () =>
    given(auction, scheduled, submitted('P1')).when(submit('P1')).thenNothing());

  it('is refused while another one of its peer stands', () => {
    const again = submit('P1', { offer: load(2) });
    given(auction, scheduled, submitted('P1')).when(again).thenRejected('offer-exists');
    const renamed = submit('P1', { offerId: 'other' });
    given(auction, scheduled, submitted('P1')).when(renamed).thenRejected('offer-exists');
  });

  it('is refused under the id of another peer’s offer, standing or not', () => {
    const taken = submit('P2', { offerId: 'O-P1' });
    given(auction, scheduled, submitted('P1')).when(taken).thenRejected('offer-exists');
    given(auction, scheduled, submitted('P1'), withdrawn('P1'))
      .when(taken)
      .thenRejected('offer-exists');
  });

  it('is refused from a peer that the market does not know', () =>
    given(auction, scheduled)
      .when(submit('P9', { facts: { at: before, peer: null, credit: null } }))
      .thenRejected('peer-unknown'));

  it('is refused in an auction that nobody scheduled', () => {
    for (const command of [submit('P1'), amend('P1', load(1)), withdraw('P1'), close(before)])
      given(auction).when(command).thenRejected('auction-unknown');
  });

  it('is refused where its content breaks a rule, with every pointer', () => {
    const { decision } = given(auction, scheduled).when(
      submit('P1', { offer: { role: ['consumer'], load: [1, 2] } }),
    );
    expect(decision).toMatchObject({ accepted: false, reason: 'offer-invalid' });
    expect(decision).toMatchObject({ detail: expect.stringMatching(/\/role.*; \/load.*got 2/) });
  });

  it('is refused for another peer', () => {
    const actor = 'peer:P2';
    const past = [scheduled, submitted('P1')];
    given(auction, scheduled).when(submit('P1', { actor })).thenRejected('not-your-offer');
    given(auction, ...past)
      .when(amend('P1', load(2), { actor }))
      .thenRejected('not-your-offer');
    given(auction, ...past)
      .when(withdraw('P1', { actor }))
      .thenRejected('not-your-offer');
  });

  it('is taken from its own peer', () =>
    given(auction, scheduled)
      .when(submit('P1', { actor: 'peer:P1' }))
      .thenAccepted());

  it('is refused once the book is full', () => {
    const many = Array.from({ length: AUCTION_OFFERS_MAX }, (_, index) => submitted(`P${index}`));
    const full = fold(auction, [scheduled, ...many]);
    expect(auction.decide(submit('one-more'), full)).toMatchObject({ reason: 'book-full' });
    const freed = auction.evolve(full, withdrawn('P7'));
    expect(auction.decide(submit('one-more'), freed)).toMatchObject({ accepted: true });
  });
});

describe('an offer that stands', () => {
  const past = [scheduled, submitted('P1')];

  it('can be amended, once', () => {
    const amended = kept('OfferAmended', 'P1', load(2));
    given(auction, ...past)
      .when(amend('P1', load(2)))
      .then(amended);
    given(auction, ...past, amended)
      .when(amend('P1', load(2)))
      .thenNothing();
  });

  it('cannot be given to another peer', () =>
    given(auction, ...past)
      .when(amend('P1', load(2), { peerId: 'P2' }))
      .thenRejected('not-your-offer'));

  it('cannot be amended into nonsense', () =>
    given(auction, ...past)
      .when(amend('P1', { role: 'consumer', load: [1] }))
      .thenRejected('offer-invalid'));

  it('can be withdrawn, once, and submitted anew', () => {
    given(auction, ...past)
      .when(withdraw('P1'))
      .then(withdrawn('P1'));
    const gone = [...past, withdrawn('P1')];
    given(auction, ...gone)
      .when(withdraw('P1'))
      .thenNothing();
    given(auction, ...gone)
      .when(amend('P1', load(2)))
      .thenRejected('offer-withdrawn');
    given(auction, ...gone)
      .when(submit('P1'))
      .then(submitted('P1'));
  });

  it('is not changed by someone who read an older version', () => {
    const onlyIf = [offerVersion(load(9))];
    given(auction, ...past)
      .when(amend('P1', load(2), { onlyIf }))
      .thenRejected('changed-meanwhile');
    given(auction, ...past)
      .when(withdraw('P1', { onlyIf }))
      .thenRejected('changed-meanwhile');
    given(auction, ...past)
      .when(withdraw('P1', { onlyIf: [offerVersion(load(1))] }))
      .thenAccepted();
  });

  it('is unknown where it never came', () => {
    given(auction, ...past)
      .when(amend('P2', load(2)))
      .thenRejected('offer-unknown');
    given(auction, ...past)
      .when(withdraw('P2'))
      .thenRejected('offer-unknown');
  });
});

describe('the gate', () => {
  const late = { ...facts, at: gateClosesAt };

  it('closes with the count and digest of the standing offers', () => {
    const past = [
      scheduled,
      submitted('P2'),
      submitted('P1'),
      submitted('P3'),
      withdrawn('P3'),
      kept('OfferAmended', 'P1', load(7)),
    ];
    const book = [
      { offerId: 'O-P1', peerId: 'P1', offer: load(7) },
      { offerId: 'O-P2', peerId: 'P2', offer: load(1) },
    ];
    given(auction, ...past)
      .when(close(gateClosesAt))
      .then({
        type: 'GateClosed',
        data: {
          ...address,
          closedAt: gateClosesAt,
          offersCount: 2,
          bookDigest: bookDigest(book),
        },
      });
  });

  it('closes once: the clock may retry', () =>
    given(auction, scheduled, closed).when(close(gateClosesAt)).thenNothing());

  it('closes early where the operator says so', () =>
    given(auction, scheduled)
      .when(close(before))
      .then({ ...closed, data: { ...closed.data, closedAt: before } }));

  it('closed at the announced instant, however late that is recorded', () =>
    given(auction, scheduled).when(close('2030-01-05T00:00:00Z')).then(closed));

  it.each([
    ['closed', [scheduled, submitted('P1'), closed], facts],
    ['due, though nobody closed it yet', [scheduled, submitted('P1')], late],
  ] as const)('refuses offers, amendments and withdrawals once it is %s', (_, past, when) => {
    const refused = (command: AuctionCommand) =>
      given(auction, ...past)
        .when(command)
        .thenRejected('gate-closed');
    refused(submit('P2', { facts: when }));
    refused({ ...amend('P1', load(2)), facts: when });
    refused({ ...withdraw('P1'), facts: when });
  });

  it('says when it closed and when the offer came', () =>
    expect(given(auction, scheduled).when(submit('P2', { facts: late })).decision).toMatchObject({
      detail: `The gate of auction 2030-01-02 closed at ${gateClosesAt}; this came at ${gateClosesAt}. Offer in a later auction.`,
    }));
});

describe('scheduling an auction', () => {
  const schedule = {
    ...address,
    start: '2030-01-01T23:00:00Z',
    end: '2030-01-02T23:00:00Z',
    gateClosesAt,
  };
  const when = (changes: Partial<typeof schedule> = {}, market: MarketFacts | null = marketFacts) =>
    given(auction).when({
      type: 'ScheduleAuction',
      schedule: { ...schedule, ...changes },
      facts: { market },
    });

  it('takes unit, rules and currency from the market', () => when().then(scheduled));

  it('adds nothing when it is scheduled again, also once its gate closed', () =>
    given(auction, scheduled, closed)
      .when({ type: 'ScheduleAuction', schedule, facts: { market: marketFacts } })
      .thenNothing());

  it('refuses another delivery under the same id', () =>
    given(auction, scheduled)
      .when({
        type: 'ScheduleAuction',
        schedule: { ...schedule, end: '2030-01-02T22:00:00Z' },
        facts: { market: marketFacts },
      })
      .thenRejected('auction-exists'));

  it('refuses an auction of no market', () => when({}, null).thenRejected('market-unknown'));

  it('refuses zero periods and broken ones', () => {
    when({ end: schedule.start }).thenRejected('delivery-invalid');
    when({ end: '2030-01-02T23:30:00Z' }).thenRejected('delivery-invalid');
  });

  it('refuses where limits of the market have another number of periods', () => {
    const series = [{ name: 'importLimit of community C1', length: 23 }];
    const { decision } = when({}, { ...marketFacts, series });
    expect(decision).toMatchObject({
      reason: 'series-length',
      detail: 'The auction has 24 periods, but importLimit of community C1 has 23 values.',
    });
  });
});

describe('a large book', () => {
  it('folds 10,000 offers and keeps every state that was handed out', () => {
    const states = [fold(auction, [scheduled])];
    for (let index = 0; index < 10_000; index += 1)
      states.push(auction.evolve(states.at(-1)!, submitted(`P${index}`)));
    expect(states.map(({ standing }) => standing.size)).toEqual(states.map((_, index) => index));
    expect(standingOffers(states.at(-1)!)).toHaveLength(10_000);
  });
});
