import type { ClearedAgain } from '@trueque/clearing';
import { StoreUnavailable } from '@trueque/event-store';
import { clearingFaults } from './clearing-faults.js';

const again = (auctionId: string, ...differences: string[]): ClearedAgain => ({
  marketId: 'm',
  auctionId,
  recordedHash: '',
  differences,
});

async function* clearings(...each: readonly (ClearedAgain | Error)[]) {
  for (const one of each) {
    if (one instanceof Error) throw one;
    yield one;
  }
}

describe('clearing again', () => {
  const counts: number[] = [];
  const found = (...each: readonly (ClearedAgain | Error)[]) =>
    clearingFaults(clearings(...each), (count) => counts.push(count));

  it('finds nothing where all comes out the same, and counts on the way', async () => {
    expect(await found(again('a'), again('b'))).toEqual({ auctions: 2, faults: [] });
    expect(counts).toEqual([1, 2]);
  });

  it('tells each field that differs, by auction', async () =>
    expect((await found(again('a'), again('b', 'inputHash: 1', 'resultHash: 2'))).faults).toEqual([
      { check: 'clearing', subject: 'auction b', detail: 'inputHash: 1' },
      { check: 'clearing', subject: 'auction b', detail: 'resultHash: 2' },
    ]));

  it('tells what cannot be cleared any more', async () =>
    expect((await found(again('a'), new Error('no proof'))).faults).toEqual([
      {
        check: 'clearing',
        subject: 'auction 2 of those recorded',
        detail: 'cannot be cleared again: no proof',
      },
    ]));

  it('takes a store that is away for no fault of the auction', () =>
    expect(found(new StoreUnavailable('gone'))).rejects.toThrow(StoreUnavailable));
});
