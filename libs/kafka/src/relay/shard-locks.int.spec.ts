import { openClient } from '@trueque/postgres';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase } from '../../../../test/support/index.js';
import { ShardLocks } from './shard-locks.js';

describe('the locks of the relays', () => {
  let connectionString: string;
  const open: ShardLocks[] = [];

  const connection = () => ({
    ...{ connectionString, connectionTimeoutMillis: 5_000, application_name: 'a test' },
  });

  const locks = (scope = 'a.') => {
    const made = new ShardLocks(connection(), scope);
    open.push(made);
    return made;
  };

  beforeAll(async () => (connectionString = await freshDatabase()));
  afterEach(() => Promise.all(open.splice(0).map((each) => each.close())));

  it('are held by one, and free for the next once it closes', async () => {
    const [one, other, elsewhere] = [locks(), locks(), locks('b.')];
    for (const each of [one, other, elsewhere]) await each.takeFree(3);
    expect([one, other, elsewhere].map(({ shards }) => shards.size)).toEqual([3, 0, 3]);
    await one.close();
    await other.takeFree(3);
    expect([...other.shards]).toEqual([0, 1, 2]);
  });

  it('are lost with the session, and taken anew in another', async () => {
    const one = locks();
    await one.takeFree(2);
    const superuser = await openClient({ connectionString });
    await superuser.query(
      `select pg_terminate_backend(pid, 5000) from pg_locks
        where locktype = 'advisory' and pid <> pg_backend_pid()`,
    );
    await superuser.end();
    while (one.shards.size > 0) await sleep(5);
    await one.takeFree(2);
    expect([...one.shards]).toEqual([0, 1]);
  });
});
