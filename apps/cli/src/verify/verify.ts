import type { EventStore, PartitionHead } from '@trueque/event-store';
import { loadHighs } from '@trueque/highs';
import { Command } from 'commander';
import { EXIT } from '../exit.js';
import { marketHeads } from '../store/markets.js';
import { withStore } from '../store/with-store.js';
import { printDocument, printText } from '../terminal/print.js';
import { progressOn } from '../terminal/progress.js';
import { textTable } from '../terminal/text-table.js';
import { readCheckpoint } from './checkpoint.js';
import { firstFault, type VerifiedMarket } from './verified-market.js';
import { verifyMarket } from './verify-market.js';

interface VerifyOptions {
  readonly market?: string;
  readonly checkpoint?: string;
  readonly json?: true;
}

type Checkpoint = ReadonlyMap<string, PartitionHead>;

/** `trueque verify`: is all that was recorded what was recorded, and does it still come out the same? */
export const verifyCommand = (): Command =>
  new Command('verify')
    .description(
      'check the hash chain, every certificate, that clearing again gives the same result, and that settlements sum to zero',
    )
    .option('--market <id>', 'this market alone')
    .option('--checkpoint <file>', 'what verify --json printed before, kept elsewhere')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLE)
    .action(verify);

const EXAMPLE = `
Example:
  trueque verify --json > checkpoint.json
  trueque verify --checkpoint checkpoint.json

Exits with 1 when something is not as it was recorded, and says first what and where.
Only a checkpoint can tell that the newest events were removed, or that all was written anew.`;

const verify = async (options: VerifyOptions): Promise<void> => {
  const checkpoint: Checkpoint =
    options.checkpoint === undefined ? new Map() : await readCheckpoint(options.checkpoint);
  const markets = await verifiedMarkets(options.market, checkpoint);
  const first = firstFault(markets);
  if (options.json) printDocument({ verified: first === null, first, markets });
  else printText(verifiedText(markets, first));
  if (first !== null) process.exitCode = EXIT.answerIsNo;
};

const verifiedMarkets = (
  wanted: string | undefined,
  checkpoint: Checkpoint,
): Promise<readonly VerifiedMarket[]> =>
  withStore(async (store, dataSource) => {
    const progress = progressOn(process.stderr);
    const verifier = { store, dataSource, solver: await loadHighs(), progress };
    const verified: VerifiedMarket[] = [];
    for (const market of await marketsToVerify(store, wanted, checkpoint))
      verified.push(await verifyMarket(verifier, market, checkpoint.get(market)));
    progress.end();
    return verified;
  });

/** A market that is in the checkpoint and no longer in the store is to be missed, not overlooked. */
const marketsToVerify = async (
  store: EventStore,
  wanted: string | undefined,
  checkpoint: Checkpoint,
): Promise<readonly string[]> => {
  if (wanted !== undefined && checkpoint.has(wanted)) return [wanted];
  const heads = await marketHeads(store, wanted);
  const kept = wanted === undefined ? [...checkpoint.keys()] : [];
  return [...new Set([...heads.map(({ partition }) => partition), ...kept])];
};

const verifiedText = (markets: readonly VerifiedMarket[], first: string | null): string => {
  if (markets.length === 0) return 'There is nothing to verify yet.';
  const faults = markets.flatMap(({ faults, market }) =>
    faults.map(({ detail, subject }) => `  ${market}: ${subject}: ${detail}`),
  );
  const summary = textTable(
    [
      { title: 'market', cell: ({ market }) => market },
      { title: 'events', cell: ({ events }) => events },
      { title: 'auctions', cell: ({ auctions }) => auctions },
      { title: 'settlement runs', cell: ({ runs }) => runs },
      { title: 'faults', cell: (each) => each.faults.length },
    ],
    markets,
    markets.length,
  );
  return first === null
    ? `Verified: all is as it was recorded, clears to the same results, and sums to zero.\n\n${summary}`
    : [`Not verified. ${first}`, summary, ['All faults:', ...faults].join('\n')].join('\n\n');
};
