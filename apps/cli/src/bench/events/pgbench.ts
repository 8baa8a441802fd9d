import { openOwnerClient, type OwnerClient } from '@trueque/postgres';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const CLIENTS = 32;
const SECONDS = 4;

/** What single rows are inserted into: a month of events, with all its columns and indexes. */
export const FLOOR_TABLE = `
  create sequence public.floor_position;
  do $$ begin
    execute format('create table public.floor (like %s including indexes)',
      (select inhrelid::regclass from pg_inherits where inhparent = 'es.event'::regclass limit 1));
  end $$`;

/** A row as the log keeps it, its JSON sent each time anew. */
const insertOf = (json: string): string =>
  `
  insert into public.floor (position, recorded_at, occurred_at, id, partition_no, stream_no, revision,
    version, type, caused_by, correlation_id, actor, command_digest, hash, data)
  select n, now(), now(), gen_random_uuid(), 1, 1, n, 1, 'OfferSubmitted', gen_random_uuid()::text, '',
    'peer', substr(sha256(int8send(n)), 1, 16), sha256(int8send(n)), ${json}
  from nextval('public.floor_position') n`.replaceAll('\n', ' ');

export interface SingleRows {
  /** Rows a second. */
  readonly rate: number;
  readonly by: 'pgbench' | 'a loop in Node, as there is no pgbench here';
}

/** Single-row inserts of one text of JSON, each a commit, from 32 clients. */
export const singleRowInserts = async (url: string, json: string, folder: string) => {
  const program = pgbenchProgram();
  return program === undefined ? loop(url, json) : pgbench(program, url, json, folder);
};

/** On the path, or where Debian keeps it. */
const pgbenchProgram = (): string | undefined => {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return folders.map((folder) => join(folder, 'pgbench')).find((program) => existsSync(program));
};

const pgbench = async (
  program: string,
  url: string,
  json: string,
  folder: string,
): Promise<SingleRows> => {
  const script = join(folder, 'insert.sql');
  writeFileSync(script, `${insertOf(':json')};\n`);
  const { hostname, password, pathname, port, username } = new URL(url);
  const work = `-n -M prepared -c ${CLIENTS} -j 2 -T ${SECONDS}`.split(' ');
  const server = ['-h', hostname, '-p', port, '-U', username, pathname.slice(1)];
  const { stdout } = await promisify(execFile)(
    program,
    [...work, '-D', `json=${json}`, '-f', script, ...server],
    {
      env: { ...process.env, PGPASSWORD: password },
    },
  );
  const [, rate] = /^tps = ([\d.]+)/m.exec(stdout) ?? [];
  if (rate === undefined) throw new Error(`pgbench said no rate: ${stdout}`);
  return { rate: Number(rate), by: 'pgbench' };
};

const loop = async (url: string, json: string): Promise<SingleRows> => {
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => openOwnerClient(url)));
  const untilMs = performance.now() + SECONDS * 1000;
  let rows = 0;
  const insert = async (client: OwnerClient) => {
    for (; performance.now() < untilMs; rows += 1)
      await client.query({ name: 'insert', text: insertOf('$1'), values: [json] });
    await client.end();
  };
  await Promise.all(clients.map(insert));
  return { rate: rows / SECONDS, by: 'a loop in Node, as there is no pgbench here' };
};
