import fc from 'fast-check';
import type { AuctionResult } from '../domain/auction-result.js';
import { clearing, type RecordResult } from '../domain/clearing.decider.js';

export { buyer, type CaseSketch, caseWith, seller } from './case-with.js';
export { chanceFrom, randomCase, shuffled } from './random-case.js';

const failure = (reason: 'book-empty' | 'infeasible'): AuctionResult => ({
  stops: [],
  status: 'failed',
  failed: { marketId: 'm', auctionId: 'a', reason, detail: reason, explanation: [] },
});

const commands: fc.Arbitrary<RecordResult> = fc
  .constantFrom('book-empty' as const, 'infeasible' as const)
  .map((reason) => ({ type: 'RecordResult', facts: failure(reason) }));

/** Every decider of this context with commands it may be given, for tests that hold for all. */
export const clearingDeciders = [{ decider: clearing, commands }];
