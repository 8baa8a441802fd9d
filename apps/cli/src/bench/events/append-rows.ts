import type { EventStore } from '@trueque/event-store';
import type { OwnerClient } from '@trueque/postgres';
import { benchRow, type BenchRow } from '../bench-row.js';
import { median } from '../median.js';
import { type AppendProcesses, PROCESSES } from './append-processes.js';
import { copyInRate, eventsFile } from './copy.js';
import { OFFERS_MADE } from './event-load.js';
import { type SingleRows, singleRowInserts } from './pgbench.js';

/** Where a measurement happens. */
export interface Bed {
  readonly url: string;
  readonly folder: string;
  readonly store: EventStore;
  readonly appends: AppendProcesses;
  /** The owner of the server, who may copy from files. */
  readonly owner: OwnerClient;
  readonly say: (progress: string) => void;
}

/** Callers, and the commands they share. */
const SINGLE = [
  [1, 2_000],
  [8, 6_000],
  [32, 12_000],
  [256, 24_000],
] as const;
const HUNDREDS = [
  [1, 60],
  [8, 120],
  [32, 200],
  [256, 300],
] as const;
const SLOW_COMMANDS = 12_000;
const ROUNDS = 3;
const EVENTS_A_CALL = 100;
const COPIED = 20_000;
/** What processes share. */
const CALLERS = 256;
const SHARED = `${CALLERS} callers in ${PROCESSES} processes`;
const SINGLE_SHARED = { callers: CALLERS, commands: 30_000, eventsEach: 1 };
const HUNDREDS_SHARED = { callers: CALLERS, commands: 400, eventsEach: EVENTS_A_CALL };
const OFFER_JSON = JSON.stringify(OFFERS_MADE[0]?.data);
const HELD = { atLeastOfFloor: 2 };
const TIMES_COPY = 0.6;

/** One event a call: the target holds for the most callers; floor and value take turns. */
export const singleRows = async (bed: Bed): Promise<readonly BenchRow[]> => {
  bed.say('one event a call, beside single-row inserts');
  const rates = SINGLE.map(() => [] as number[]);
  const shared: number[] = [];
  const floors: SingleRows[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(await singleRowInserts(bed.url, OFFER_JSON, bed.folder));
    for (const [index, [callers, commands]] of SINGLE.entries())
      rates[index]?.push(
        await bed.appends.rate({ callers, commands: commands / ROUNDS, eventsEach: 1 }),
      );
    shared.push(await bed.appends.rate(SINGLE_SHARED, PROCESSES));
  }
  const row = (among: string, value: number, atLeast: { readonly atLeastOfFloor?: number }) =>
    benchRow({
      name: `append, ${among}, 1 event a call (floor: ${floors[0]?.by}, 32 clients)`,
      ...{ value, unit: 'events/s', floor: median(floors.map(({ rate }) => rate)), ...atLeast },
    });
  return [
    ...SINGLE.map(([callers], index) =>
      row(`${callers} callers`, median(rates[index] ?? []), callers === CALLERS ? HELD : {}),
    ),
    row(SHARED, median(shared), HELD),
  ];
};

/**
 * A disk whose fsync takes 2 ms, the normal case. There is no such disk here: `commit_delay` makes
 * PostgreSQL itself wait as long before every flush of its log, its own group commit included.
 */
export const slowDiskRow = async (bed: Bed): Promise<BenchRow> => {
  bed.say('one event a call, every flush 2 ms later');
  await setFlushDelay(bed, 2_000);
  const floor = await singleRowInserts(bed.url, OFFER_JSON, bed.folder);
  const value = await bed.appends.rate({
    callers: CALLERS,
    commands: SLOW_COMMANDS,
    eventsEach: 1,
  });
  await setFlushDelay(bed, 0);
  return benchRow({
    name: `append, 256 callers, 1 event a call, every flush 2 ms later (floor: ${floor.by}, 32 clients)`,
    value,
    unit: 'events/s',
    floor: floor.rate,
  });
};

const setFlushDelay = async ({ owner }: Bed, microseconds: number): Promise<void> => {
  await owner.query(`alter system set commit_delay = ${microseconds}`);
  await owner.query('alter system set commit_siblings = 0');
  await owner.query('select pg_reload_conf()');
};

/** A hundred events a call, beside COPY of as many rows into the same table. */
export const hundredRows = async (bed: Bed): Promise<readonly BenchRow[]> => {
  bed.say(`${EVENTS_A_CALL} events a call, beside COPY into the same table`);
  const rates = HUNDREDS.map(() => [] as number[]);
  const shared: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const file = await eventsFile(bed.owner, bed.folder, { rows: COPIED, round });
    floors.push(await copyInRate(bed.owner, file, COPIED));
    for (const [index, [callers, commands]] of HUNDREDS.entries())
      rates[index]?.push(await bed.appends.rate({ callers, commands, eventsEach: EVENTS_A_CALL }));
    shared.push(await bed.appends.rate(HUNDREDS_SHARED, PROCESSES));
  }
  const row = (among: string, value: number) =>
    benchRow({
      name: `append, ${among}, ${EVENTS_A_CALL} events a call (floor: COPY into the same table)`,
      ...{ value, unit: 'events/s', floor: median(floors), atLeastOfFloor: TIMES_COPY },
    });
  return [
    ...HUNDREDS.map(([callers], index) => row(`${callers} callers`, median(rates[index] ?? []))),
    row(SHARED, median(shared)),
  ];
};
