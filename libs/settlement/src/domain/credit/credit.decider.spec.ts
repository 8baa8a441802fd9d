import { creditEvents } from '@trueque/contracts';
import { fold } from '@trueque/kernel';
import { given } from '@trueque/kernel/testing';
import fc from 'fast-check';
import { creditCommands } from '../../testing/credit-commands.js';
import type { CreditCommand } from './credit-command.js';
import { credit, creditStanding } from './credit.decider.js';

const marketId = 'harbour';
const limit: CreditCommand = { type: 'SetCreditLimit', marketId, peerId: 'P2', limitNanos: 100n };

const reserve = (amountNanos: bigint, auctionId = 'monday'): CreditCommand => ({
  ...{ type: 'ReserveCredit', marketId, auctionId },
  amounts: [
    { peerId: 'P2', amountNanos },
    { peerId: 'nobody', amountNanos: 5n },
  ],
});

const owes = (amountNanos: bigint) => [{ peerId: 'P2', amountNanos }];

const captured = (amounts: ReturnType<typeof owes>, runId = 'run/1'): CreditCommand => ({
  ...{ type: 'CaptureCredit', marketId, auctionId: 'monday', runId, amounts },
});

const capture = (amountNanos: bigint, runId?: string) => captured(owes(amountNanos), runId);

const billed = (amounts: ReturnType<typeof owes>, runId = 'bills/1'): CreditCommand => ({
  ...{ type: 'BillCredit', marketId, from: '2021-03-01', to: '2021-04-01', runId },
  ...{ auctionIds: ['monday'], amounts },
});

const bill = (amountNanos: bigint, runId?: string) => billed(owes(amountNanos), runId);

const release: CreditCommand = { type: 'ReleaseCredit', marketId, auctionId: 'monday' };

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
      ...['CreditLimitSet', 'CreditStandingChanged'],
      ...['CreditReserved', 'CreditStandingChanged', 'CreditLevelChanged'],
      ...['CreditCaptured', 'CreditStandingChanged', 'CreditLevelChanged'],
      ...['CreditAdjusted', 'CreditStandingChanged', 'CreditLevelChanged'],
    ]);
  });

  it('counts what is reserved only until it is captured', () =>
    expect(standing(limit, reserve(80n), capture(60n))?.exposureNanos).toBe('60'));

  it('holds nothing of an auction that is over, however late its gate is heard of', () => {
    expect(standing(limit, capture(60n), reserve(80n))?.exposureNanos).toBe('60');
    expect(standing(limit, release, reserve(80n))?.exposureNanos).toBe('0');
  });

  it('lets go of a reserve that came to nothing', () => {
    const nothing = captured([]);
    expect(standing(limit, reserve(80n), nothing)?.exposureNanos).toBe('0');
  });

  it('counts a bill in place of the auctions in it, and what is settled anew beside it', () => {
    const once = [limit, capture(60n), bill(65n)];
    expect(standing(...once)?.exposureNanos).toBe('65');
    expect(standing(...once, capture(62n, 'run/2'))?.exposureNanos).toBe('67');
    const again = [...once, capture(62n, 'run/2'), bill(67n, 'bills/2')];
    expect(standing(...again)?.exposureNanos).toBe('67');
    expect(standing(...again, pay(67n))).toMatchObject({ exposureNanos: '0', level: 'ok' });
  });

  it('goes on counting auctions of a peer that the bills do not name', () => {
    const unnamed = billed([]);
    expect(standing(limit, capture(60n), unnamed)?.exposureNanos).toBe('60');
  });

  it('is told to whoever takes bids whenever it changes, and the level only when it is crossed', () => {
    const events = eventsOf(limit, reserve(80n), capture(78n));
    const told = events.flatMap((event) =>
      event.type === 'CreditStandingChanged' ? event.data.standings : [],
    );
    expect(told.map(({ exposureNanos, level }) => [exposureNanos, level])).toEqual([
      ...[
        ['0', 'ok'],
        ['80', 'warning'],
        ['78', 'warning'],
      ],
    ]);
    const crossed = events.filter(({ type }) => type === 'CreditLevelChanged');
    expect(crossed).toHaveLength(1);
  });

  it('is released where the auction fails', () =>
    expect(standing(limit, reserve(80n), release)).toMatchObject({
      exposureNanos: '0',
      level: 'ok',
    }));

  it('is reserved again where what failed is cleared after all, and captured once', () => {
    const again = { ...reserve(80n), again: true } as const;
    const failedOnce = [limit, reserve(80n), release, again] as const;
    expect(standing(...failedOnce)?.exposureNanos).toBe('80');
    expect(standing(...failedOnce, release)?.exposureNanos).toBe('0');
    expect(standing(...failedOnce, capture(60n))?.exposureNanos).toBe('60');
    expect(standing(limit, reserve(80n), release, capture(60n), again)?.exposureNanos).toBe('60');
    expect(standing(limit, reserve(80n), capture(60n), release, again)?.exposureNanos).toBe('60');
    expect(standing(limit, again)?.exposureNanos).toBe('0');
  });

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
