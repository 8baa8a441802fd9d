import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { freshDatabase } from '../../../test/support/index.js';
import { DatabaseUnavailable, openDataSource } from './index.js';

class CreateHarbour1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema harbour');
    await runner.query(
      'create table harbour.berth (id int generated always as identity, name text)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema harbour cascade');
  }
}

const migrations = [CreateHarbour1700000000001];

describe('a data source', () => {
  it('works as the application, which owns nothing and may use everything', async () => {
    const dataSource = await openDataSource({ url: await freshDatabase(), migrations });
    await dataSource.query(`insert into harbour.berth (name) values ('north')`);
    const [row] = await dataSource.query('select current_user as role, name from harbour.berth');
    await expect(dataSource.query('drop table harbour.berth')).rejects.toThrow('must be owner');
    await dataSource.destroy();
    expect(row).toEqual({ role: 'trueque_app', name: 'north' });
  });

  it('is migrated once when several processes start together', async () => {
    const url = await freshDatabase();
    const opened = await Promise.all([1, 2, 3].map(() => openDataSource({ url, migrations })));
    const [row] = await opened[0]!.query('select count(*)::int as runs from trueque_migration');
    await Promise.all(opened.map((dataSource) => dataSource.destroy()));
    expect(row).toEqual({ runs: 1 });
  });

  it('works as the owner, and says so, where roles may not be made', async () => {
    const url = await ownedByOrdinaryUser(await freshDatabase());
    const said: string[] = [];
    const dataSource = await openDataSource({ url, migrations, log: (line) => said.push(line) });
    const [row] = await dataSource.query(
      'select current_user as role, count(*)::int from harbour.berth',
    );
    await dataSource.destroy();
    expect(row).toEqual({ role: new URL(url).username, count: 0 });
    expect(said).toEqual([expect.stringContaining('may not make or take the role trueque_app')]);
  });
});

/** As a managed database often is: a login that owns its database and may not make roles. */
const ownedByOrdinaryUser = async (adminUrl: string): Promise<string> => {
  const url = new URL(adminUrl);
  const database = url.pathname.slice(1);
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create role owner_of_${database} login password 'ordinary'`);
  await client.query(`alter database ${database} owner to owner_of_${database}`);
  await client.end();
  url.username = `owner_of_${database}`;
  url.password = 'ordinary';
  return url.href;
};

describe('a database that cannot be used', () => {
  it.each([
    [
      'nothing listens',
      'postgres://u:secret@127.0.0.1:1/trueque',
      '127.0.0.1:1/trueque cannot be used: nothing listens there',
    ],
    [
      'there is no host',
      'postgres://u:secret@nowhere.invalid/x',
      'nowhere.invalid:5432/x cannot be used: there is no such host',
    ],
    ['the url is none', 'localhost', 'DATABASE_URL is not a URL'],
  ])('is named without its password when %s', async (_, url, message) => {
    const attempt = openDataSource({ url });
    await expect(attempt).rejects.toThrow(DatabaseUnavailable);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.not.toThrow('secret');
  });

  it('is named when it refuses the password', async () => {
    const url = new URL(await freshDatabase());
    url.password = 'wrong';
    await expect(openDataSource({ url: url.href })).rejects.toThrow(
      'refuses this user or password',
    );
  });

  it('is named when it does not exist', async () => {
    const url = new URL(await freshDatabase());
    url.pathname = 'missing';
    await expect(openDataSource({ url: url.href })).rejects.toThrow('has no such database');
  });
});
