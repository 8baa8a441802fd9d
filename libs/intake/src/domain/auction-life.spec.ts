import { bookDigest, type Offer } from '@trueque/contracts';
import { given } from '@trueque/kernel/testing';
import type { AuctionCommand, OpeningFacts, StandingEntry } from './auction-command.js';
import { auction } from './auction.decider.js';
import type { AuctionEvent } from './auction.js';

const place = { marketId: 'harbour', auctionId: '2030-01-02' };
const rules = {
  structure: 'hybrid',
  tradeCost: 'export',
  pricing: 'marginal',
  shortage: 'reject',
} as const;
const opensAt = '2030-01-01T08:00:00Z';
const gateClosesAt = '2030-01-01T11:00:00Z';
const why = { reasonCode: 'system-fault', reason: 'The meters of the north are silent.' } as const;

const scheduled: AuctionEvent = {
  type: 'AuctionScheduled',
  data: {
    ...{ ...place, start: '2030-01-01T23:00:00Z', mtu: 'PT1H', periods: 24, gateClosesAt },
    ...{ rules, currency: 'EUR' },
  },
};
const opensLater: AuctionEvent = { type: 'OpeningSet', data: { ...place, opensAt } };
const opened: AuctionEvent = { type: 'AuctionOpened', data: { ...place, openedAt: opensAt } };
const suspended: AuctionEvent = { type: 'AuctionSuspended', data: { ...place, ...why } };
const cancelled: AuctionEvent = { type: 'AuctionCancelled', data: { ...place, ...why } };
const resumed = (state: 'scheduled' | 'open'): AuctionEvent => ({
  type: 'AuctionResumed',
  data: { ...place, ...why, state },
});
const closed: AuctionEvent = {
  type: 'GateClosed',
  data: { ...place, closedAt: gateClosesAt, offersCount: 0, bookDigest: bookDigest([]) },
};
const offered = (peerId: string, offer: Offer): AuctionEvent => ({
  type: 'OfferSubmitted',
  data: { ...place, offerId: `2030-01-02.${peerId}`, peerId, offer },
});

const home: StandingEntry = { peerId: 'home', version: 3, offer: { role: 'consumer', load: 2 } };
const opening = (at: string, standing: readonly StandingEntry[] = []): OpeningFacts => ({
  ...{ at, standing, credits: new Map() },
});
const open = (at: string, standing?: readonly StandingEntry[]): AuctionCommand => ({
  ...{ type: 'OpenAuction', ...place, facts: opening(at, standing) },
});
const suspend: AuctionCommand = { type: 'SuspendAuction', ...place, ...why };
const cancel: AuctionCommand = { type: 'CancelAuction', ...place, ...why };
const resume = (at: string, standing?: readonly StandingEntry[]): AuctionCommand => ({
  ...{ type: 'ResumeAuction', ...place, ...why, facts: opening(at, standing) },
});
const close = (at: string, limits = {}): AuctionCommand => ({
  ...{ type: 'CloseGate', ...place, facts: { at, credits: new Map(), limits } },
});
const offer = (at: string, changes: { cost?: number; limits?: object } = {}): AuctionCommand => ({
  ...{ type: 'SubmitOffer', ...place, offerId: 'O1', peerId: 'P1', actor: 'peer:P1' },
  offer: { role: 'producer', generation: { max: 1, cost: changes.cost ?? 0.1 } },
  facts: { at, peer: { role: 'producer' }, credit: null, limits: changes.limits },
});

describe('an auction that opens later', () => {
  it('opens at its announced instant, and standing offers enter it', () =>
    given(auction, scheduled, opensLater)
      .when(open('2030-01-01T08:00:07Z', [home]))
      .then(opened, offered('home', home.offer)));

  it('opens once, however often the clock says so', () =>
    given(auction, scheduled, opensLater, opened)
      .when(open(opensAt, [home]))
      .thenNothing());

  it('takes no offer before, by the time at which it came', () => {
    const early = given(auction, scheduled, opensLater);
    early.when(offer('2030-01-01T07:59:59Z')).thenRejected('not-open');
    early.when(open('2030-01-01T07:59:59Z')).thenRejected('not-open');
    early.when(offer(opensAt)).thenAccepted();
  });

  it('closes no gate before it was open', () =>
    given(auction, scheduled, opensLater).when(close(gateClosesAt)).thenRejected('auction-state'));

  it('leaves out what does not fit it, and says so', () => {
    const series: StandingEntry = { ...home, offer: { role: 'consumer', load: [1, 2] } };
    const { decision } = given(auction, scheduled, opensLater).when(open(opensAt, [series]));
    expect(decision).toMatchObject({
      accepted: true,
      events: [
        { type: 'AuctionOpened' },
        {
          type: 'StandingOfferSkipped',
          data: { peerId: 'home', version: 3, code: 'offer-invalid' },
        },
      ],
    });
  });

  it('keeps what a peer offered itself in place of what it stands by', () =>
    given(auction, scheduled, opensLater, offered('home', { role: 'consumer', load: 9 }))
      .when(open(opensAt, [home]))
      .then(opened));
});

describe('a suspended auction', () => {
  it('takes no offer and tells its peers why', () =>
    given(auction, scheduled, suspended)
      .when(offer('2030-01-01T09:00:00Z'))
      .thenRejected('auction-suspended'));

  it('is suspended once', () => given(auction, scheduled, suspended).when(suspend).thenNothing());

  it('is open again once it is resumed', () =>
    given(auction, scheduled, suspended)
      .when(resume('2030-01-01T09:00:00Z'))
      .then(resumed('open')));

  it('opens with its resumption where its opening passed meanwhile', () =>
    given(auction, scheduled, opensLater, suspended)
      .when(resume('2030-01-01T09:00:00Z', [home]))
      .then(resumed('open'), offered('home', home.offer)));

  it('waits for its opening where it is resumed before', () =>
    given(auction, scheduled, opensLater, suspended)
      .when(resume('2030-01-01T07:00:00Z', [home]))
      .then(resumed('scheduled')));

  it('stays suspended when its opening comes', () =>
    given(auction, scheduled, opensLater, suspended)
      .when(open(opensAt, [home]))
      .thenNothing());

  it('takes standing offers once, whatever comes between', () =>
    given(auction, scheduled, opensLater, opened, suspended)
      .when(resume('2030-01-01T09:00:00Z', [home]))
      .then(resumed('open')));

  it('closes its gate all the same', () =>
    given(auction, scheduled, suspended).when(close(gateClosesAt)).then(closed));
});

describe('an auction that cannot become what somebody wants', () => {
  it.each([
    ['suspended after its gate', [closed], suspend],
    ['cancelled after its gate', [closed], cancel],
    ['suspended once it was cancelled', [cancelled], suspend],
    ['closed once it was cancelled', [cancelled], close(gateClosesAt)],
    ['resumed while it is open', [], resume('2030-01-01T09:00:00Z')],
  ] as const)('is not %s', (_, past, command) =>
    given(auction, scheduled, ...past)
      .when(command)
      .thenRejected('auction-state'),
  );

  it('says what can be done instead', () => {
    const { decision } = given(auction, scheduled, closed).when(suspend);
    expect(decision).toMatchObject({
      detail:
        'Auction 2030-01-02 is gate-closed and cannot become suspended. Wait until it is cleared, then review its result.',
    });
  });

  it('takes no offer once it was cancelled', () =>
    given(auction, scheduled, cancelled)
      .when(offer('2030-01-01T09:00:00Z'))
      .thenRejected('auction-cancelled'));
});

describe('the limits of prices', () => {
  const limits = { floor: 0.05, cap: 0.4 };

  it('keep offers outside from the book', () => {
    const at = '2030-01-01T09:00:00Z';
    given(auction, scheduled)
      .when(offer(at, { cost: 0.41, limits }))
      .thenRejected('price-above-cap');
    given(auction, scheduled)
      .when(offer(at, { cost: 0.04, limits }))
      .thenRejected('price-below-floor');
    given(auction, scheduled)
      .when(offer(at, { cost: 0.4, limits }))
      .thenAccepted();
  });

  it('take from the book at the gate what they have left behind meanwhile', () => {
    const dear: Offer = { role: 'consumer', bids: [{ power: 1, value: 0.9 }] };
    given(auction, scheduled, offered('home', dear))
      .when(close(gateClosesAt, limits))
      .then(
        {
          type: 'OfferWithdrawn',
          data: {
            ...{ ...place, offerId: '2030-01-02.home', peerId: 'home', because: 'price-above-cap' },
          },
        },
        closed,
      );
  });

  it('make a cap the price at which load is not served any more', () => {
    const schedule = {
      ...{ ...place, start: '2030-01-01T23:00:00Z', end: '2030-01-02T23:00:00Z', gateClosesAt },
    };
    const market = { mtu: 'PT1H', rules, currency: 'EUR', series: [], limits } as const;
    const { decision } = given(auction).when({
      type: 'ScheduleAuction',
      schedule,
      facts: { market },
    });
    expect(decision).toMatchObject({
      events: [{ type: 'AuctionScheduled', data: { rules: { shortage: { curtailAt: 0.4 } } } }],
    });
  });
});
