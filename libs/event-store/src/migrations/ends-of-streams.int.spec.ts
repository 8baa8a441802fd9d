import { openDataSource, openOwnerClient } from '@trueque/postgres';
import { freshDatabase } from '../../../../test/support/index.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { from } from '../testing/event-store.contract.js';
import { register, roster } from '../testing/roster.decider.js';
import { EndsOfStreams1795900000002 } from './ends-of-streams.migration.js';
import { eventStoreMigrations } from './event-store-migrations.js';

const isBefore = (migration: (typeof eventStoreMigrations)[number]) =>
  migration !== EndsOfStreams1795900000002;

describe('a log whose streams were noted amiss', () => {
  const url = freshDatabase();

  const appended = async (migrations: typeof eventStoreMigrations, community: string) => {
    const dataSource = await openDataSource({ url: await url, migrations });
    const store = new PostgresEventStore(dataSource);
    const say = (stream: string) => store.transact(roster, stream, register(community), from());
    return Promise.allSettled(['a', 'b'].map(say)).finally(async () => {
      await store.close();
      await dataSource.destroy();
    });
  };

  it('goes on where each of them ends', async () => {
    await appended(eventStoreMigrations.filter(isBefore), 'C1');
    const owner = await openOwnerClient(await url);
    await owner.query(`update es.stream set revision = 7, last_id = null where name = 'roster-b'`);
    await owner.end();
    const stuck = await appended(eventStoreMigrations.filter(isBefore), 'C2');
    const mended = await appended(eventStoreMigrations, 'C3');

    expect(stuck).toMatchObject([{ value: { revision: 2 } }, { status: 'rejected' }]);
    expect(mended).toMatchObject([{ value: { revision: 3 } }, { value: { revision: 2 } }]);
  });
});
