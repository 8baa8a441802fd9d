import type { DataSource } from 'typeorm';
import type { PartitionHead } from '../event-store.port.js';
import type { Break } from './diagnosis.js';
import { LogVerifier } from './log-verifier.js';
import { missing } from './walk.js';

export interface VerifyOptions {
  /** All partitions without it. */
  readonly partition?: string;
  /**
   * A head that was kept elsewhere. Without one, nobody can tell that the newest events and the
   * ledger's own row were removed together, or that all was written anew.
   */
  readonly checkpoint?: PartitionHead;
  /** Called now and then with the number of events verified so far. */
  readonly onProgress?: (events: number) => void;
}

export interface VerifiedPartition {
  readonly partition: string;
  /** Events that are as they were recorded, from the first one. */
  readonly events: number;
  /** Hash of the last of them, hex. */
  readonly hash: string;
  readonly broken?: Break;
}

const PROGRESS_EVENTS = 1_000;

/** Recomputes every hash from the stored bytes; each partition answers with its first break, if any. */
export const verifyChain = async (
  dataSource: DataSource,
  options: VerifyOptions = {},
): Promise<readonly VerifiedPartition[]> => {
  const verifier = new LogVerifier(dataSource);
  try {
    return await verifyLog(verifier, options);
  } finally {
    await verifier.close();
  }
};

const verifyLog = async (
  verifier: LogVerifier,
  { partition, checkpoint, onProgress = () => undefined }: VerifyOptions,
): Promise<readonly VerifiedPartition[]> => {
  const ledgers = await verifier.ledgers(partition ?? checkpoint?.partition);
  if (ledgers.length === 0 && checkpoint !== undefined)
    return [{ partition: checkpoint.partition, events: 0, hash: '', broken: missing(1) }];
  const verified: VerifiedPartition[] = [];
  for (const ledger of ledgers) {
    const before = verified.reduce((sum, { events }) => sum + events, 0);
    const progress = (events: number) => onProgress(before + events);
    verified.push(await verifyPartition(verifier, ledger, checkpoint, progress));
  }
  return verified;
};

const verifyPartition = async (
  verifier: LogVerifier,
  ledger: PartitionHead,
  checkpoint: PartitionHead | undefined,
  onProgress: (events: number) => void,
): Promise<VerifiedPartition> => {
  const { partition, position: upTo } = ledger;
  const kept = checkpoint === undefined ? [] : [checkpoint];
  const onLink = ({ position }: { readonly position: number }) => {
    if (position % PROGRESS_EVENTS === 0) onProgress(position);
  };
  const span = await verifier.span({ partition, after: 0, upTo }, { kept, onLink });
  const { broken, hash, verifiedUpTo: events } = span;
  onProgress(events);
  const first =
    broken === undefined
      ? await verifier.end(ledger, span, kept)
      : await verifier.explain(partition, broken);
  return { partition, events, hash, ...(first && { broken: first }) };
};
