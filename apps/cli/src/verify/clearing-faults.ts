import type { ClearedAgain } from '@trueque/clearing';
import { StoreUnavailable } from '@trueque/event-store';
import type { Fault } from './verified-market.js';

/** Where clearing again, or the recorded certificate, does not say what was recorded. */
export const clearingFaults = async (
  clearings: AsyncIterable<ClearedAgain>,
  onAuction: (auctions: number) => void,
): Promise<{ readonly auctions: number; readonly faults: readonly Fault[] }> => {
  let auctions = 0;
  const faults: Fault[] = [];
  try {
    for await (const { auctionId, differences } of clearings) {
      onAuction((auctions += 1));
      const subject = `auction ${auctionId}`;
      faults.push(...differences.map((detail): Fault => ({ check: 'clearing', subject, detail })));
    }
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    // An event that was tampered with may be nothing that can be cleared.
    const subject = `auction ${auctions + 1} of those recorded`;
    faults.push({
      check: 'clearing',
      subject,
      detail: `cannot be cleared again: ${reason(error)}`,
    });
  }
  return { auctions, faults };
};

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
