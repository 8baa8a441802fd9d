import { clearingsEvents } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import type { LpSolver } from '@trueque/linear-program';
import type { AuctionId } from './domain/auction-result.js';
import { caseOf, whyIncomplete } from './domain/book.js';
import { clearCase } from './domain/clear.js';
import { verifyCertificate } from './domain/verify-certificate.js';
import { recordedBook } from './recorded-book.js';

/** What came of clearing a recorded auction once more; `differences` is empty where nothing differs. */
export interface ClearedAgain extends AuctionId {
  readonly recordedHash: string;
  readonly differences: readonly string[];
}

/**
 * Clears every recorded auction of a market again from its stored offers, and checks its stored
 * certificate without a solver. Streamed: one auction in memory at a time.
 */
export async function* clearAgain(
  store: EventStore,
  marketId: string,
  solver: LpSolver,
): AsyncGenerator<ClearedAgain> {
  for await (const recorded of clearedAuctions(store, marketId)) {
    const ids = { marketId, auctionId: recorded.data.auctionId };
    const book = await recordedBook(store, ids, recorded.position);
    const incomplete = whyIncomplete(book);
    const differences =
      incomplete === undefined
        ? differencesOf(recorded.data, clearCase(caseOf(book), { engine: 'auto' }, solver))
        : [incomplete];
    if (incomplete === undefined)
      differences.push(...verifyCertificate(caseOf(book), recorded.data));
    yield { ...ids, recordedHash: recorded.data.resultHash, differences };
  }
}

/** A cleared auction is large. */
const PAGE = 10;

async function* clearedAuctions(store: EventStore, marketId: string) {
  let position = 0;
  for (;;) {
    const page = await store.readPartition(marketId, position, PAGE, ['AuctionCleared']);
    for (const event of page) {
      const data = clearingsEvents.AuctionCleared.data.parse(event.data);
      yield { position: event.position, data };
    }
    if (page.length < PAGE) return;
    position = page.at(-1)!.position;
  }
}

type Recorded = ReturnType<typeof clearingsEvents.AuctionCleared.data.parse>;

const differencesOf = (recorded: Recorded, again: ReturnType<typeof clearCase>): string[] => {
  if (again.status === 'infeasible') return ['status: recorded cleared, now infeasible'];
  const pairs: [string, string, string][] = [
    ['inputHash', recorded.inputHash, again.inputHash],
    ['resultHash', recorded.resultHash, again.resultHash],
  ];
  return pairs
    .filter(([, before, now]) => before !== now)
    .map(([name, before, now]) => `${name}: recorded ${before}, now ${now}`);
};
