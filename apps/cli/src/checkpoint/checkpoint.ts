import type { EventStore, PartitionHead } from '@trueque/event-store';
import { isoInstant } from '@trueque/kernel';
import { Command } from 'commander';
import { CommandFailure, EXIT } from '../exit.js';
import { marketHeads } from '../store/markets.js';
import { withStore } from '../store/with-store.js';
import { writeOutput } from '../terminal/files.js';
import { note } from '../terminal/print.js';
import { type KeptHead, signedCheckpoint } from './signed-checkpoint.js';
import { keyFileOf, publicFileOf, signingKey } from './signing-key.js';

interface CheckpointOptions {
  readonly market?: string;
  readonly out?: string;
}

/** `trueque checkpoint`: what to keep elsewhere, so that nobody can shorten the log or write it anew. */
export const checkpointCommand = (): Command =>
  new Command('checkpoint')
    .description('sign how far the log goes and in which hash it ends, to be kept elsewhere')
    .option('--market <id>', 'of this market alone')
    .option('--out <file>', 'write it to this file instead of standard output')
    .addHelpText('after', EXAMPLE)
    .action(checkpoint);

const EXAMPLE = `
Example:
  trueque checkpoint --out checkpoint-2026-06-01.json
  trueque verify --checkpoint checkpoint-2026-06-01.json

Signed with the Ed25519 key in TRUEQUE_CHECKPOINT_KEY, else in checkpoint.key of the data folder, which is
made where there is none. Keep checkpoints, and checkpoint.key.pub, where whoever may write to the
database may not. It signs what is there: verify first.`;

const checkpoint = async ({ market, out }: CheckpointOptions): Promise<void> => {
  const keyFile = keyFileOf(process.env);
  const key = await signingKey(keyFile);
  const partitions = await withStore(async (store) => {
    const heads = await marketHeads(store, market);
    return Promise.all(heads.map((head) => keptHead(store, head)));
  });
  const signed = signedCheckpoint(partitions, isoInstant(Date.now()), key);
  const text = `${JSON.stringify(signed, null, 2)}\n`;
  if (out === undefined) process.stdout.write(text);
  else await writeOutput(out, text);
  note(`signed with ${keyFile}; whoever verifies needs ${publicFileOf(keyFile)}`);
};

/** The ledger's own word is not enough: the last event must be there, and have the hash. */
const keptHead = async (store: EventStore, head: PartitionHead): Promise<KeptHead> => {
  const { hash, partition, position } = head;
  const [last] = await store.readPartition(partition, position - 1, 1);
  if (last?.position === position && last.hash === hash)
    return { partition, position, events: position, hash, recordedAt: last.recordedAt };
  throw new CommandFailure(
    EXIT.answerIsNo,
    `${partition} does not end in the event that its ledger names, ${position}; trueque verify tells more`,
  );
};
