import type { OwnerClient } from '@trueque/postgres';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { to as copyTo } from 'pg-copy-streams';

/** A file of so many rows as the log keeps them, under keys that no other row has. */
export const eventsFile = async (
  client: OwnerClient,
  folder: string,
  { rows, round }: { readonly rows: number; readonly round: number },
): Promise<string> => {
  const path = join(folder, `events-${round}.copy`);
  await client.query(`copy (
    select position, recorded_at, occurred_at, id, -1 - ${round}, -stream_no * 10 - ${round}, revision,
           version, type, caused_by, correlation_id, actor, command_digest, hash, data
      from es.event where partition_no = 1 order by position limit ${rows}) to '${path}'`);
  return path;
};

/** Into the very table, all its indexes included, read by the server itself: rows a second. */
export const copyInRate = async (
  client: OwnerClient,
  path: string,
  rows: number,
): Promise<number> => {
  const startedMs = performance.now();
  await client.query(`copy es.event from '${path}'`);
  return (rows / (performance.now() - startedMs)) * 1000;
};

/** All columns in order, as text, and the data parsed: what anyone who replays must do at least. */
export const copyOutRate = async (client: OwnerClient): Promise<number> => {
  const startedMs = performance.now();
  const rows = client.query(
    copyTo('copy (select * from es.event where partition_no = 1 order by position) to stdout'),
  );
  let count = 0;
  for await (const line of createInterface({ input: rows })) {
    JSON.parse(line.slice(line.lastIndexOf('\t') + 1));
    count += 1;
  }
  return (count / (performance.now() - startedMs)) * 1000;
};
