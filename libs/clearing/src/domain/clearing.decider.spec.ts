import type { ClearingsEvent } from '@trueque/contracts';
import { given } from '@trueque/kernel/testing';
import type { AuctionResult } from './auction-result.js';
import { clearing } from './clearing.decider.js';

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
