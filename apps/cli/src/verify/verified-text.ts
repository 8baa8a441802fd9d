import type { Checkpoint } from '../checkpoint/signed-checkpoint.js';
import { textTable } from '../terminal/text-table.js';
import type { VerifiedMarket } from './verified-market.js';

/** What a person reads: the verdict, how far it reaches, a line a market, and what is wrong. */
export const verifiedText = (
  markets: readonly VerifiedMarket[],
  first: string | null,
  checkpoint: Checkpoint | undefined,
): string => {
  if (markets.length === 0) return 'There is nothing to verify yet.';
  const verdict =
    first === null
      ? 'Verified: all is as it was recorded, clears to the same results, and sums to zero.'
      : `Not verified. ${first}`;
  const faults = markets.flatMap(faultLines);
  const parts = [verdict, reachOf(checkpoint), tableOf(markets)];
  return [...parts, ...(faults.length > 0 ? [['Faults:', ...faults].join('\n')] : [])].join('\n\n');
};

/** How far the verdict reaches: the end of a log is proved by what was kept elsewhere alone. */
const reachOf = (checkpoint: Checkpoint | undefined): string =>
  checkpoint === undefined
    ? 'Without a checkpoint kept elsewhere nobody can tell whether the newest events were removed, or all was\nwritten anew. trueque checkpoint makes one.'
    : `Held against the checkpoint of ${checkpoint.takenAt}. Whether events after it were removed again, only a later\none can tell.`;

const tableOf = (markets: readonly VerifiedMarket[]): string =>
  textTable(
    [
      { title: 'market', cell: ({ market }) => market },
      { title: 'events', cell: ({ events }) => events },
      { title: 'proved up to', cell: ({ provedUpTo }) => (provedUpTo === 0 ? '–' : provedUpTo) },
      { title: 'auctions', cell: ({ auctions }) => auctions },
      { title: 'settlement runs', cell: ({ runs }) => runs },
      { title: 'faults', cell: ({ faultsCount }) => faultsCount },
    ],
    markets,
    markets.length,
  );

const faultLines = ({ faults, faultsCount, market }: VerifiedMarket): readonly string[] => {
  const left = faultsCount - faults.length;
  const lines = faults.map(({ detail, subject }) => `  ${market}: ${subject}: ${detail}`);
  return left === 0 ? lines : [...lines, `  ${market}: and ${left} more`];
};
