import type { RecordedEvent } from '@trueque/event-store';
import type { EntityManager, EntityTarget } from 'typeorm';
import { type DataOf, fact } from './facts.js';
import { removeRows } from './tables.js';

/** Rows that tell of the result of an auction. */
interface OfAuction {
  readonly marketId: string;
  readonly auctionId: string;
}

/**
 * A result that its operator did not let count leaves the read side: removes its rows, and answers the
 * events of a batch without what was set aside.
 */
export const withoutSetAside = async (
  events: readonly RecordedEvent[],
  manager: EntityManager,
  ...entities: readonly EntityTarget<OfAuction>[]
): Promise<readonly RecordedEvent[]> => {
  const gone = events.flatMap(fact('ReviewDecided', setAside));
  if (gone.length === 0) return events;
  const matches = gone.map(({ marketId, auctionId }) => ({ marketId, auctionId }));
  for (const entity of entities) await removeRows(manager, entity, matches);
  const lastOf = new Map(gone.map(({ auctionId, position }) => [auctionId, position]));
  return events.filter(({ data, position }) => {
    const { auctionId = '' } = Object(data) as Partial<OfAuction>;
    return position > (lastOf.get(auctionId) ?? 0);
  });
};

const setAside = (
  { marketId, auctionId, decision }: DataOf<'ReviewDecided'>,
  { position }: RecordedEvent,
) => (decision === 'publish' ? [] : [{ marketId, auctionId, position }]);
