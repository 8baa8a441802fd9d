import type { Pool } from 'pg';
import type { PartitionHead } from '../event-store.port.js';
import { type Break, diagnose } from './diagnosis.js';
import { readLinks } from './link.js';
import type { SpanBreak, VerifiedSpan } from './verify-span.js';
import { type KeptHash, missing, rewritten } from './walk.js';

/** What the ledger says of each partition, or of one: how far it goes, and in which hash it ends. */
export const readLedgers = async (
  log: Pool,
  partition: string | undefined,
): Promise<readonly PartitionHead[]> => {
  const { rows } = await log.query<{ partition: string; position: string; hash: string }>(
    `select partition, position, encode(hash, 'hex') as hash from es.ledger
      where $1::text is null or partition = $1 order by partition_no`,
    [partition],
  );
  return rows.map(({ position, ...ledger }) => ({ ...ledger, position: Number(position) }));
};

/** What is wrong with the end of a partition that holds up to there, held against what was kept apart. */
export const verifyEnd = async (
  log: Pool,
  ledger: PartitionHead,
  { kept, verified }: { readonly verified: VerifiedSpan; readonly kept: readonly KeptHash[] },
): Promise<Break | undefined> => {
  const promised = Math.max(ledger.position, ...kept.map(({ position }) => position));
  if (verified.verifiedUpTo < promised) return missing(verified.verifiedUpTo + 1);
  if (verified.hash !== ledger.hash) return rewritten(verified.verifiedUpTo);
  return (await beyondLedger(log, ledger.partition)) ?? endedElsewhere(log, ledger.partition);
};

/** Says for a person what happened where a span broke. */
export const explainBreak = async (
  log: Pool,
  partition: string,
  broken: SpanBreak,
): Promise<Break> => {
  if (broken.reason !== 'unfit') return broken;
  for await (const link of readLinks(log, partition, broken.position - 1))
    return diagnose(log, partition, link);
  return missing(broken.position);
};

/** Events after the last one that the ledger gave a position. */
const beyondLedger = async (log: Pool, partition: string): Promise<Break | undefined> => {
  const { rows } = await log.query<{ position: string }>(
    `select e.position from es.event e join es.ledger l on l.partition_no = e.partition_no
      where l.partition = $1 and e.position > l.position order by e.position limit 1`,
    [partition],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const position = Number(row.position);
  return { position, reason: 'inserted', detail: 'the ledger never gave it a position' };
};

/**
 * A stream that goes on beyond its noted end: what is said in it names its last event, and would be
 * refused for ever. Noted ends are in no hash, so they are looked at by themselves.
 */
const endedElsewhere = async (log: Pool, partition: string): Promise<Break | undefined> => {
  const { rows } = await log.query<{ position: string; name: string }>(
    `select e.position, s.name from es.stream s join es.ledger l using (partition_no)
      cross join lateral (select t.position, t.revision, t.id from es.event t
        where t.stream_no = s.stream_no order by t.revision desc limit 1) e
      where l.partition = $1
        and (s.revision < e.revision or s.revision = e.revision and s.last_id is distinct from e.id)
      order by e.position limit 1`,
    [partition],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const detail = `${row.name} ends here, but is noted to end elsewhere`;
  return { position: Number(row.position), reason: 'not-the-end', detail };
};
