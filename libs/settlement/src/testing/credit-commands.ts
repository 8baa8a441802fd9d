import fc from 'fast-check';
import type { CreditCommand } from '../domain/credit/credit-command.js';

const marketId = 'harbour';
const peerId = fc.constantFrom('P1', 'P2');
const auctionId = fc.constantFrom('monday', 'tuesday');
const amountNanos = fc.bigInt({ min: -50n, max: 200n });
const amounts = fc.uniqueArray(fc.record({ peerId, amountNanos }), {
  ...{ minLength: 1, maxLength: 2 },
  selector: (amount) => amount.peerId,
});

/** Anything that may be said of the credit of two peers. */
export const creditCommands: fc.Arbitrary<CreditCommand> = fc.oneof(
  fc
    .record({ peerId, limitNanos: fc.bigInt({ min: 0n, max: 200n }) })
    .map((said): CreditCommand => ({ type: 'SetCreditLimit', marketId, ...said })),
  fc
    .record({ peerId, amountNanos, paymentId: fc.constantFrom('a', 'b', 'c') })
    .map((said): CreditCommand => ({ type: 'ReceivePayment', marketId, ...said })),
  fc
    .record({ type: fc.constantFrom('SuspendCredit' as const, 'ResumeCredit' as const), peerId })
    .map((said): CreditCommand => ({ ...said, marketId, reason: 'said so' })),
  fc
    .record({ auctionId, amounts, again: fc.boolean() })
    .map((said): CreditCommand => ({ type: 'ReserveCredit', marketId, ...said })),
  fc
    .record({ auctionId, amounts, runId: fc.constantFrom('run/1', 'run/2') })
    .map((said): CreditCommand => ({ type: 'CaptureCredit', marketId, ...said })),
  fc.record({ amounts, runId: fc.constantFrom('bill/1', 'bill/2') }).map((said): CreditCommand => ({
    ...{ type: 'BillCredit', marketId, from: '2021-03-01', to: '2021-04-01' },
    ...{ ...said, auctionIds: ['monday'] },
  })),
  auctionId.map((id): CreditCommand => ({ type: 'ReleaseCredit', marketId, auctionId: id })),
);
