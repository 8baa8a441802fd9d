import { verifyChain } from '@trueque/event-store';
import type { DataSource } from 'typeorm';
import { benchRow, type BenchRow } from '../bench-row.js';
import { median } from '../median.js';
import type { Bed } from './append-rows.js';
import { copyOutRate } from './copy.js';
import { MARKET } from './event-load.js';
import { rebuildRate } from './rebuild.js';

const ROUNDS = 3;
const PAGE = 1_000;
const TIMES_COPY_REPLAY = 0.8;
const TIMES_COPY_VERIFY = 0.7;
const BYTES_MAX = 1_150;

/** Replay, verification and a projection, beside COPY out and JSON.parse; they take turns. */
export const readRows = async (bed: Bed, dataSource: DataSource): Promise<readonly BenchRow[]> => {
  bed.say('reading all of it: COPY out, replay, verification');
  const floors: number[] = [];
  const replays: number[] = [];
  const verified: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(await copyOutRate(bed.owner));
    replays.push(await rateOf(() => replay(bed)));
    verified.push(await rateOf(() => verify(dataSource)));
  }
  bed.say('rebuilding a projection');
  const floor = median(floors);
  const unit = 'events/s';
  const among = { unit, floor };
  return [
    benchRow({
      ...{ name: 'replay in order, parsed (floor: COPY out and JSON.parse)', ...among },
      ...{ value: median(replays), atLeastOfFloor: TIMES_COPY_REPLAY },
    }),
    benchRow({
      ...{ name: 'verify the chain (same floor)', ...among },
      ...{ value: median(verified), atLeastOfFloor: TIMES_COPY_VERIFY },
    }),
    benchRow({
      name: 'rebuild a projection, a row an event (same floor)',
      value: await rebuildRate(bed.url),
      ...among,
    }),
  ];
};

const rateOf = async (work: () => Promise<number>): Promise<number> => {
  const startedMs = performance.now();
  return ((await work()) / (performance.now() - startedMs)) * 1000;
};

const replay = async ({ store }: Bed): Promise<number> => {
  for (let position = 0; ;) {
    const page = await store.readPartition(MARKET, position, PAGE);
    position += page.length;
    if (page.length < PAGE) return position;
  }
};

const verify = async (dataSource: DataSource): Promise<number> => {
  const [chain] = await verifyChain(dataSource, { partition: MARKET });
  if (chain === undefined || chain.broken) throw new Error('the chain of the benchmark is broken');
  return chain.events;
};

/** Bytes on the disk, beside the bytes of the values alone. */
export const sizeRow = async ({ owner }: Bed): Promise<BenchRow> => {
  const { rows } = await owner.query<{ kept: string; values: string; data: string }>(SIZES);
  const { data = '0', kept = '0', values = '0' } = rows[0] ?? {};
  return benchRow({
    name: `an event of 1 kB: table and indexes (${Math.round(Number(data))} B of data; floor: its values alone)`,
    value: Number(kept),
    unit: 'B',
    floor: Number(values),
    atMost: BYTES_MAX,
  });
};

const SIZES = `
  select (select sum(pg_total_relation_size(oid)) from pg_class
           where relnamespace = 'es'::regnamespace and relkind = 'r') / count(*) as kept,
         avg(octet_length(data::text)) as data,
         avg(pg_column_size(position) + pg_column_size(recorded_at) + pg_column_size(occurred_at)
           + pg_column_size(id) + pg_column_size(partition_no) + pg_column_size(stream_no)
           + pg_column_size(revision) + pg_column_size(version) + pg_column_size(type)
           + pg_column_size(caused_by) + pg_column_size(correlation_id) + pg_column_size(actor)
           + pg_column_size(command_digest) + pg_column_size(hash) + pg_column_size(data)) as values
    from es.event`;
