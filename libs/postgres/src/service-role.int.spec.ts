import type { MigrationInterface, QueryRunner } from 'typeorm';
import { freshDatabase } from '../../../test/support/index.js';
import { openDataSource } from './index.js';

class CreateTwoHarbours1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const schema of ['north_harbour', 'south_harbour']) {
      await runner.query(`create schema ${schema}`);
      await runner.query(`create table ${schema}.berth (name text)`);
    }
  }

  down(): Promise<void> {
    return Promise.resolve();
  }
}

const migrations = [CreateTwoHarbours1700000000001];
const role = { name: 'trueque_north', schemas: ['north_harbour', 'not_there_yet'] };

describe('the role of a service', () => {
  it('may use its own schemas and nothing of its neighbours', async () => {
    const dataSource = await openDataSource({ url: await freshDatabase(), migrations, role });
    await dataSource.query(`insert into north_harbour.berth values ('one')`);
    const [row] = await dataSource.query(
      'select current_user as role, name from north_harbour.berth',
    );
    expect(row).toEqual({ role: 'trueque_north', name: 'one' });
    await expect(dataSource.query('select * from south_harbour.berth')).rejects.toThrow(
      'permission denied for schema south_harbour',
    );
    await expect(dataSource.query('drop table north_harbour.berth')).rejects.toThrow('owner');
    await dataSource.destroy();
  });

  it('is made once where several processes start together', async () => {
    const url = await freshDatabase();
    const opened = await Promise.all(
      [1, 2, 3].map(() => openDataSource({ url, migrations, role })),
    );
    const roles = await Promise.all(
      opened.map((dataSource) => dataSource.query('select current_user as role')),
    );
    await Promise.all(opened.map((dataSource) => dataSource.destroy()));
    expect(roles).toEqual([1, 2, 3].map(() => [{ role: 'trueque_north' }]));
  });
});
