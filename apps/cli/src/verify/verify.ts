import { connectionOf } from '@trueque/postgres';
import { Command } from 'commander';
import { type Checkpoint, readCheckpoint } from '../checkpoint/signed-checkpoint.js';
import { keyFileOf, publicFileOf, trustedKey } from '../checkpoint/signing-key.js';
import { CommandFailure, EXIT } from '../exit.js';
import { marketHeads } from '../store/markets.js';
import { withStore } from '../store/with-store.js';
import { printDocument, printText } from '../terminal/print.js';
import { rateBar } from '../terminal/rate-bar.js';
import { wholeNumber } from '../terminal/whole-number.js';
import { firstFault, type VerifiedMarket } from './verified-market.js';
import { verifiedText } from './verified-text.js';
import { verifyLog } from './verify-log.js';
import { stateFileOf, VerifyState } from './verify-state.js';

interface VerifyOptions {
  readonly market?: string;
  readonly checkpoint?: string;
  readonly publicKey?: string;
  readonly threads?: number;
  readonly resume?: true;
  readonly json?: true;
}

/** `trueque verify`: is all that was recorded what was recorded, and does it still come out the same? */
export const verifyCommand = (): Command =>
  new Command('verify')
    .description(
      'check the hash chain, every certificate, that clearing again gives the same result, and that settlements sum to zero',
    )
    .option('--market <id>', 'this market alone')
    .option('--checkpoint <file>', 'what trueque checkpoint wrote, kept elsewhere')
    .option('--public-key <file>', 'the key that signed it, PEM')
    .option(
      '--threads <count>',
      'worker threads; as many as there are cores without it',
      wholeNumber,
    )
    .option('--resume', 'go on where the same verification was interrupted')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLE)
    .action(verify);

const EXAMPLE = `
Example:
  trueque verify --market harbour
  trueque verify --checkpoint checkpoint.json --public-key checkpoint.key.pub

Exits with 1 when something is not as it was recorded, and says first what and where.
Only a checkpoint can tell that the newest events were removed, or that all was written anew. Without
--public-key the one beside the key that trueque checkpoint signs with is trusted.`;

const verify = async (options: VerifyOptions): Promise<void> => {
  const checkpoint = await trustedCheckpoint(options);
  const markets = await verifiedMarkets(options, checkpoint);
  const first = firstFault(markets);
  if (options.json) printDocument(documentOf(markets, first, checkpoint));
  else printText(verifiedText(markets, first, checkpoint));
  if (first !== null) process.exitCode = EXIT.answerIsNo;
};

const documentOf = (
  markets: readonly VerifiedMarket[],
  first: string | null,
  checkpoint: Checkpoint | undefined,
): object => ({
  verified: first === null,
  first,
  checkpoint:
    checkpoint === undefined ? null : { takenAt: checkpoint.takenAt, key: checkpoint.key },
  markets,
});

const trustedCheckpoint = async ({
  checkpoint,
  publicKey,
}: VerifyOptions): Promise<Checkpoint | undefined> => {
  if (checkpoint === undefined) return undefined;
  const file = publicKey ?? publicFileOf(keyFileOf(process.env));
  const key = await trustedKey(file);
  if (key !== undefined) return readCheckpoint(checkpoint, key);
  throw new CommandFailure(
    EXIT.usage,
    `there is no ${file}: name the key that signed the checkpoint with --public-key`,
  );
};

const verifiedMarkets = (
  { market, resume, threads }: VerifyOptions,
  checkpoint: Checkpoint | undefined,
): Promise<readonly VerifiedMarket[]> =>
  withStore(async (store, dataSource) => {
    const heads = checkpoint?.partitions ?? [];
    const kept = new Map(heads.map((head) => [head.partition, head]));
    if (market !== undefined && !kept.has(market)) await marketHeads(store, market);
    const state = new VerifyState(
      stateFileOf(process.env['TRUEQUE_DATA'] || '.trueque', {
        database: connectionOf(dataSource).connectionString,
        market: market ?? '',
        checkpoint: checkpoint?.signature ?? '',
      }),
      resume === true,
    );
    return verifyLog({
      dataSource,
      market,
      kept,
      threads,
      state,
      bar: rateBar('verify', 'events'),
    });
  });
