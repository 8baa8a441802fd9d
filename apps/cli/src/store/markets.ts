import type { EventStore, PartitionHead } from '@trueque/event-store';
import { CommandFailure, EXIT } from '../exit.js';

/** Heads of all markets, or of the one that is wanted; a market that is not there is wrong usage. */
export const marketHeads = async (
  store: EventStore,
  wanted: string | undefined,
): Promise<readonly PartitionHead[]> => {
  const heads = await store.heads();
  if (wanted === undefined) return heads;
  const found = heads.filter(({ partition }) => partition === wanted);
  if (found.length > 0) return found;
  const known = heads.map(({ partition }) => partition).join(', ');
  throw new CommandFailure(
    EXIT.usage,
    `there is no market ${wanted}; there ${known === '' ? 'is none at all yet' : `are: ${known}`}`,
  );
};
