import { billingEvents } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import type { Window } from './window-auctions.js';
import { windowId } from './window-runs.js';

/** When a bill was issued, whatever its run counted as known; null where there is none of that number. */
export const billIssuedAt = async (
  store: EventStore,
  window: Window,
  number: number,
): Promise<string | null> => {
  const stream = `billing-${windowId(window)}`;
  for await (const { type, data, occurredAt } of store.readStream(window.marketId, stream)) {
    if (type !== 'BillIssued') continue;
    if (billingEvents.BillIssued.data.parse(data).number === number) return occurredAt;
  }
  return null;
};
