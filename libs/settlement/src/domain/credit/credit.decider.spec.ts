import { creditEvents } from '@trueque/contracts';
import { fold } from '@trueque/kernel';
import { given } from '@trueque/kernel/testing';
import fc from 'fast-check';
import { creditCommands } from '../../testing/credit-commands.js';
import { credit, type CreditCommand, creditStanding } from './credit.decider.js';
import { dearestPriceOf, worstCaseNanos } from './worst-case.js';

const marketId = 'harbour';
const limit: CreditCommand = { type: 'SetCreditLimit', marketId, peerId: 'P2', limitNanos: 100n };

const reserve = (amountNanos: bigint, auctionId = 'monday'): CreditCommand => ({
  ...{ type: 'ReserveCredit', marketId, auctionId },
  amounts: [
    { peerId: 'P2', amountNanos },
    { peerId: 'nobody', amountNanos: 5n },
  ],
});

const capture = (amountNanos: bigint, runId = 'run/1'): CreditCommand => ({
  ...{ type: 'CaptureCredit', marketId, auctionId: 'monday', runId },
  amounts: [{ peerId: 'P2', amountNanos }],
});

const pay = (amountNanos: bigint, paymentId = 'bank-1'): CreditCommand => ({
  ...{ type: 'ReceivePayment', marketId, paymentId, peerId: 'P2', amountNanos },
});

const eventsOf = (...commands: readonly CreditCommand[]) => {
  const events = [];
  for (const command of commands) {
    const decision = credit.decide(command, fold(credit, events));
    if (decision.accepted) events.push(...decision.events);
  }
  return events;
};

const standing = (...commands: readonly CreditCommand[]) =>
  creditStanding(fold(credit, eventsOf(...commands)))[0];

describe('the credit of a peer', () => {
  it.each([
    [74n, 'ok'],
    [75n, 'warning'],
    [90n, 'warning'],
    [91n, 'restricted'],
  ] as const)('of 100 is, with %s at risk, %s', (amount, level) =>
    expect(standing(limit, reserve(amount))).toMatchObject({
      exposureNanos: String(amount),
      level,
    }),
  );

  it('is reserved at the gate, captured when settled, adjusted when settled again', () => {
    const types = eventsOf(limit, reserve(80n), capture(60n), capture(95n, 'run/2')).map(
      ({ type }) => type,
    );
    expect(types).toEqual([
      ...['CreditLimitSet', 'CreditReserved', 'CreditLevelChanged'],
      ...['CreditCaptured', 'CreditLevelChanged', 'CreditAdjusted', 'CreditLevelChanged'],
    ]);
  });

  it('counts what is reserved only until it is captured', () =>
    expect(standing(limit, reserve(80n), capture(60n))?.exposureNanos).toBe('60'));

  it('is released where the auction fails', () =>
    expect(
      standing(limit, reserve(80n), { type: 'ReleaseCredit', marketId, auctionId: 'monday' }),
    ).toMatchObject({ exposureNanos: '0', level: 'ok' }));

  it('is restored by a payment, which counts once', () =>
    expect(standing(limit, reserve(95n), pay(50n), pay(50n))).toMatchObject({
      ...{ exposureNanos: '45', level: 'ok' },
    }));

  it('needs no limit where enough was paid in advance', () => {
    const none = { ...limit, limitNanos: 0n };
    expect(standing(none, pay(100n), reserve(100n))?.level).toBe('ok');
    expect(standing(none, pay(100n), reserve(101n))?.level).toBe('restricted');
  });

  it('is suspended and resumed by an operator alone', () => {
    const suspend = { type: 'SuspendCredit', marketId, peerId: 'P2', reason: 'no answer' } as const;
    expect(standing(limit, suspend)?.level).toBe('suspended');
    expect(standing(limit, suspend, { ...suspend, type: 'ResumeCredit' })?.level).toBe('ok');
  });

  it('is nothing of a peer that has no account', () => {
    given(credit).when(pay(1n)).thenRejected('credit-unknown');
    given(credit).when(reserve(1n)).thenNothing();
  });

  it('speaks only events of the catalogue, and nothing twice', () =>
    fc.assert(
      fc.property(fc.array(creditCommands, { maxLength: 8 }), (commands) => {
        for (const { type, data } of eventsOf(...commands)) {
          expect(creditEvents[type].data.safeParse(data).error).toBeUndefined();
        }
      }),
    ));
});

describe('the worst case of an offer', () => {
  const delivery = { periods: 2, hours: 0.5 };

  it('has bids at their value, and load and charging at the dearest price', () =>
    expect(
      worstCaseNanos(
        {
          role: 'consumer',
          load: [2, 4],
          bids: [{ power: 2, value: [0.1, 0.3] }],
          storage: { capacity: 5, initial: 0, final: 'free', charge: 1, discharge: 1 },
        },
        0.5,
        delivery,
      ),
    ).toBe(2_400_000_000n)); // (3 + 3) kWh × 0.5 … 4 kWh × 0.5 + 0.4

  it('knows the dearest price: a generator’s with its way, or the price of lost load', () => {
    const offers = [
      { role: 'producer' as const, generation: { max: 1, cost: [0.1, 0.4] }, exportCost: 0.05 },
      { role: 'grid' as const, generation: { steps: [{ power: 1, cost: 0.3 }] } },
    ];
    expect(dearestPriceOf(offers, delivery)).toBeCloseTo(0.45, 9);
    expect(dearestPriceOf(offers, { ...delivery, curtailAt: 3 })).toBe(3);
  });
});
