import { connectionOf, openDataSource } from '@trueque/postgres';
import { setImmediate as turnOver } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/support/index.js';
import { HeldConnection } from './held-connection.js';
import { openPool } from './log-pool.js';

const question = { text: 'select 1 as one' };

describe('a connection that is held', () => {
  const url = freshDatabase();
  let dataSource: DataSource;
  let pool: Pool;

  beforeAll(async () => {
    dataSource = await openDataSource({ url: await url });
    pool = openPool(connectionOf(dataSource), { max: 1, pipeline: true });
  });
  afterAll(async () => {
    await pool.end();
    await dataSource.destroy();
  });

  it('is still there for who asks in the turn of the last answer', async () => {
    const connection = new HeldConnection(pool);
    await connection.query(question);
    const asked = connection.query(question);

    expect(pool.waitingCount).toBe(0);
    expect(pool.idleCount).toBe(0);
    expect((await asked).rows).toEqual([{ one: 1 }]);
  });

  it('goes back to the pool when a turn is over in which nobody asked', async () => {
    await new HeldConnection(pool).query(question);
    await turnOver();
    await turnOver();

    expect(pool.idleCount).toBe(1);
  });

  it('goes to who waits for one as soon as all is answered', async () => {
    const [first, second] = [new HeldConnection(pool), new HeldConnection(pool)];
    const asked = [first.query(question), second.query(question), first.query(question)];

    expect((await Promise.all(asked)).map(({ rows }) => rows)).toEqual(
      asked.map(() => [{ one: 1 }]),
    );
  });

  it('is another one after it broke', async () => {
    const connection = new HeldConnection(pool);
    const broken = connection.query({ text: 'select pg_terminate_backend(pg_backend_pid())' });

    await expect(broken).rejects.toThrow();
    expect((await connection.query(question)).rows).toEqual([{ one: 1 }]);
  });
});
