import type { ClearingsEvent } from '@trueque/contracts';
import { given } from '@trueque/kernel/testing';
import type { AuctionResult } from './auction-result.js';
import { clearing } from './clearing.decider.js';
import type { DecideReview } from './decide-review.js';

const ids = { marketId: 'harbour', auctionId: '2030-01-02' };
const stops = [
  { rung: 'first', detail: 'iterationLimit' },
  { rung: 'again', detail: 'iterationLimit' },
] as const;
const stopped = stops.map((stop): ClearingsEvent => ({
  type: 'ClearingStopped',
  data: { ...ids, ...stop },
}));
const failed = {
  ...ids,
  reason: 'not-proven',
  detail: 'every rung stopped',
  explanation: [],
} as const;
const failure: ClearingsEvent = { type: 'AuctionFailed', data: { ...failed, explanation: [] } };
const facts: AuctionResult = { stops, status: 'failed', failed: { ...failed, explanation: [] } };

describe('the clearing of one auction', () => {
  it('tells every rung that stopped before it tells what came of the auction', () =>
    given(clearing)
      .when({ type: 'RecordResult', facts })
      .then(...stopped, failure));

  it('still waits for a result after a rung has stopped', () =>
    given(clearing, ...stopped)
      .when({ type: 'RecordResult', facts: { ...facts, stops: [] } })
      .then(failure));

  it('ends once, whoever computes it again', () =>
    given(clearing, ...stopped, failure)
      .when({ type: 'RecordResult', facts })
      .thenNothing());
});

const cleared: Extract<AuctionResult, { status: 'cleared' }>['cleared'] = {
  ...{ ...ids, start: '2030-01-01T23:00:00Z', mtu: 'PT1H', periods: 2, currency: 'EUR' },
  ...{ pricing: 'marginal', engine: 'coupling', inputHash: 'a'.repeat(64), objective: 1 },
  ...{ resultHash: 'b'.repeat(64), flows: [], tradesCount: 0, rung: 'first' },
  solver: { name: 'HiGHS', version: '1', options: {} },
  communities: [
    {
      communityId: 'C1',
      priceMicrosPerKwh: [100_000, 450_000],
      leastPriceMicrosPerKwh: [100_000, 450_000],
      greatestPriceMicrosPerKwh: [100_000, 450_000],
    },
  ],
  schedules: [
    {
      ...{ peerId: 'home', communityId: 'C1', generationWh: null, importsWh: null },
      ...{ exportsWh: null, chargeWh: null, dischargeWh: null, storedWh: null },
      ...{ loadWh: [1_000, 1_000], servedWh: [1_000, 700] },
    },
  ],
  certificate: { primal: [], dual: [], primalInfeasibility: 0, dualInfeasibility: 0, gap: 0 },
};
const result = (rung: 'first' | 'decoupled' = 'first'): AuctionResult => ({
  ...{ stops: [], status: 'cleared', cleared: { ...cleared, rung }, trades: [] },
});
const clearedEvent = (rung: 'first' | 'decoupled' = 'first'): ClearingsEvent => ({
  type: 'AuctionCleared',
  data: { ...cleared, rung },
});
const started = (
  administered: 'suspension' | 'cumulative-price' | null = null,
): ClearingsEvent => ({ type: 'ClearingStarted', data: { ...ids, administered } });
const published = (priceStatus: 'firm' | 'administered' | 'fallback', reviewed = false) =>
  ({
    type: 'ResultPublished',
    data: { ...ids, resultHash: cleared.resultHash, priceStatus, reviewed },
  }) satisfies ClearingsEvent;
const underReview: ClearingsEvent = {
  type: 'ReviewOpened',
  data: {
    ...ids,
    causes: [{ cause: 'price-above', detail: '0.45 per kWh in C1, period 2, above 0.4' }],
  },
};
const why = { reasonCode: 'price-unusual', reason: 'looked at' } as const;
const decide = (decision: DecideReview['decision'], changes = {}): DecideReview => ({
  ...{ type: 'DecideReview', ...ids, ...why, decision },
  facts: {
    ...{ at: '2030-01-01T12:00:00Z', secondAuctionMinutes: 20 },
    scheduled: { start: cleared.start, life: 'gate-closed' },
    ...{ hasFallbackPrice: true, ...changes },
  },
});
const decided = (decision: DecideReview['decision']): ClearingsEvent => ({
  type: 'ReviewDecided',
  data: { ...ids, ...why, decision },
});

describe('a result', () => {
  it('counts at once where nobody set thresholds, and within them', () => {
    const record = { type: 'RecordResult', facts: result() } as const;
    given(clearing, started()).when(record).then(clearedEvent(), published('firm'));
    given(clearing, started())
      .when({ ...record, review: { priceAbove: 0.5, unservedShareAbove: 0.2 } })
      .then(clearedEvent(), published('firm'));
  });

  it('waits for the operator outside of them', () =>
    given(clearing, started())
      .when({ type: 'RecordResult', facts: result(), review: { priceAbove: 0.4 } })
      .then(clearedEvent(), underReview));

  it.each([
    ['price-below', { priceBelow: 0.2 }, 'first'],
    ['load-unserved', { unservedShareAbove: 0.1 }, 'first'],
    ['solver-in-trouble', { solverInTrouble: true }, 'decoupled'],
  ] as const)('is looked at because of %s', (cause, review, rung) => {
    const { decision } = given(clearing, started()).when({
      ...{ type: 'RecordResult', facts: result(rung), review },
    });
    expect(decision).toMatchObject({
      events: [{ type: 'AuctionCleared' }, { type: 'ReviewOpened', data: { causes: [{ cause }] } }],
    });
  });

  it('at the operator’s price is not looked at once more, and says whose price it is', () => {
    const record = {
      type: 'RecordResult',
      facts: result('decoupled'),
      review: { priceAbove: 0 },
    } as const;
    given(clearing, started('suspension'))
      .when(record)
      .then(clearedEvent('decoupled'), published('administered'));
    given(clearing, started())
      .when({ ...record, review: undefined })
      .then(clearedEvent('decoupled'), published('fallback'));
  });
});

describe('a review', () => {
  const reviewing = given(clearing, started(), clearedEvent(), underReview);

  it('publishes the result that it was about', () =>
    reviewing.when(decide('publish')).then(decided('publish'), published('firm', true)));

  it('has it cleared again, at the fallback price where there is one', () => {
    reviewing.when(decide('clear-again')).then(decided('clear-again'));
    reviewing.when(decide('administer')).then(decided('administer'));
    reviewing
      .when(decide('administer', { hasFallbackPrice: false }))
      .thenRejected('fallback-price-missing');
    given(clearing, started(), clearedEvent(), underReview, decided('administer'))
      .when({ type: 'RecordResult', facts: result('decoupled') })
      .then(clearedEvent('decoupled'), published('administered'));
  });

  it('holds a second auction before delivery, under the next name', () => {
    const { decision } = reviewing.when(decide('second-auction'));
    expect(decision).toMatchObject({
      events: [
        {
          data: {
            secondAuction: { auctionId: '2030-01-02.2', gateClosesAt: '2030-01-01T12:20:00Z' },
          },
        },
      ],
    });
    reviewing
      .when(decide('second-auction', { at: '2030-01-01T22:50:00Z' }))
      .thenRejected('second-auction-late');
  });

  it('is about a result under review, or an auction that failed', () => {
    given(clearing, started(), failure).when(decide('administer')).thenAccepted();
    given(clearing, started(), failure).when(decide('publish')).thenRejected('auction-state');
    given(clearing, started(), clearedEvent(), published('firm'))
      .when(decide('cancel'))
      .thenRejected('auction-state');
    given(clearing)
      .when(decide('cancel', { scheduled: null }))
      .thenRejected('auction-unknown');
  });

  it('is refused before the gate has closed, by the state that the auction is in', () => {
    const scheduled = { start: cleared.start, life: 'suspended' as const };
    expect(clearing.decide(decide('publish', { scheduled }), clearing.initial)).toMatchObject({
      reason: 'auction-state',
      detail: expect.stringContaining('is suspended and cannot become published'),
    });
  });
});
