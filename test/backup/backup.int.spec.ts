import { eventStoreMigrations, PostgresEventStore, verifyChain } from '@trueque/event-store';
import { register, roster } from '@trueque/event-store/testing';
import { openDataSource } from '@trueque/postgres';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { openWorkshop } from './postgres-programs.js';

/** The commands of a part of the operations page, as they stand there. */
const commandsOf = (heading: string): readonly string[] => {
  const page = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');
  const [, part = ''] = page.split(`### ${heading}\n`);
  const [here = ''] = part.split(/^##/m);
  return [...here.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, command = '']) => command);
};

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });

const SETTINGS = (port: number, folder: string) => `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
archive_mode = on
archive_command = 'test ! -f ${folder}/wal/%f && cp %p ${folder}/wal/%f'
`;

describe('a backup, by the commands of the operations page', () => {
  const { folder, run } = openWorkshop();
  let server: string;
  let commands = 0;

  const open = (database: string): Promise<DataSource> =>
    openDataSource({ url: `${server}/${database}`, migrations: eventStoreMigrations });
  const append = async (count: number) => {
    const dataSource = await open('trueque');
    const store = new PostgresEventStore(dataSource);
    for (const last = commands + count; commands < last; commands += 1)
      await store.transact(roster, 'm', register(`C${commands}`), {
        ...{ partition: 'harbour', causedBy: `cause-${commands}`, actor: 'operator' },
        occurredAt: '2026-06-01T10:00:00Z',
      });
    const [head] = await store.heads();
    await store.close();
    await dataSource.destroy();
    return { partition: 'harbour', events: head?.position, hash: head?.hash };
  };
  const verified = async (database: string) => {
    const dataSource = await open(database);
    const chains = await verifyChain(dataSource);
    await dataSource.destroy();
    return chains;
  };
  const environment = (database: string) => ({
    DATABASE_URL: `${server}/trueque`,
    NEW_SERVER_URL: `${server}/postgres`,
    NEW_DATABASE_URL: `${server}/${database}`,
    NEW_DATA: join(folder, 'restored'),
    BACKUP: folder,
  });

  beforeAll(async () => {
    const port = await freePort();
    server = `postgres://postgres@127.0.0.1:${port}`;
    await run('initdb --pgdata=data --username=postgres --auth=trust --encoding=UTF8 && mkdir wal');
    await run(`cat >> data/postgresql.conf <<< "$SETTINGS"`, { SETTINGS: SETTINGS(port, folder) });
    await run('pg_ctl --pgdata=data --log=log --wait start');
    await run(`psql ${server}/postgres --command='create database trueque'`);
  });

  afterAll(async () => {
    await run('pg_ctl --pgdata=restored --mode=immediate stop || pg_ctl --pgdata=data stop');
    rmSync(folder, { recursive: true });
  });

  it('as a dump restores every event and its chain, owners and guards', async () => {
    const before = await append(20);
    for (const command of commandsOf('A dump')) await run(command, environment('trueque_restored'));
    expect(await verified('trueque_restored')).toEqual([before]);
    const dataSource = await open('trueque_restored');
    await expect(dataSource.query('delete from es.event')).rejects.toThrow('permission denied');
    await dataSource.destroy();
  });

  it('as a base backup and the log of changes restores what came after it', async () => {
    const [backup = '', restore = ''] = commandsOf('A base backup and the log of changes');
    await run(backup, environment('trueque'));
    const after = await append(20);
    await archiveWal();
    await run('pg_ctl --pgdata=data --mode=immediate stop');
    await run(restore, environment('trueque'));
    expect(await verified('trueque')).toEqual([after]);
  });

  const archiveWal = async () => {
    const dataSource = await open('trueque');
    const [{ wal }] = await dataSource.transaction(async (owner) => {
      await owner.query('set local role none');
      return owner.query('select pg_walfile_name(pg_switch_wal()) as wal');
    });
    const archived = 'select coalesce(last_archived_wal, $2) >= $1 as done from pg_stat_archiver';
    while (!(await dataSource.query(archived, [wal, '']))[0].done) await sleep(50);
    await dataSource.destroy();
  };
});
