import { messagingMigrations } from '@trueque/messaging';
import { openDataSource } from '@trueque/postgres';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/support/index.js';
import { NO_PREDECESSORS } from '../cloud-event.js';
import { kafkaEntities, kafkaMigrations } from '../index.js';
import { Published } from './published.js';

const upTo = (position: number) => ({
  position,
  predecessors: { ...NO_PREDECESSORS, 'offers.v1': position },
});

describe('what was published', () => {
  let url: string;
  let dataSource: DataSource;

  beforeEach(async () => {
    url = await freshDatabase();
    dataSource = await openDataSource({
      url,
      entities: kafkaEntities,
      migrations: [...messagingMigrations, ...kafkaMigrations],
    });
  });

  afterEach(() => dataSource.destroy());

  it('is nothing at first, and then what was noted last of each market', async () => {
    const published = new Published(dataSource, 'a.');
    expect(await published.of('m')).toEqual({ position: 0, predecessors: NO_PREDECESSORS });
    for (const position of [3, 5, 9]) published.note('m', upTo(position));
    published.note('other', upTo(2));
    await published.write();
    expect(await published.of('m')).toMatchObject(upTo(9));
    expect([...(await published.all())]).toEqual([
      ['m', 9],
      ['other', 2],
    ]);
  });

  it('is told apart by the topics it was published to', async () => {
    const published = new Published(dataSource, 'a.');
    published.note('m', upTo(3));
    await published.write();
    expect([...(await new Published(dataSource, 'b.').all())]).toEqual([]);
  });

  it('only ever moves on, whoever writes late', async () => {
    const [holder, zombie] = [new Published(dataSource, 'a.'), new Published(dataSource, 'a.')];
    holder.note('m', upTo(9));
    await holder.write();
    zombie.note('m', upTo(4));
    await zombie.write();
    expect(await holder.of('m')).toMatchObject(upTo(9));
  });

  it('waits where the database takes nothing, and is not forgotten', async () => {
    const published = new Published(dataSource, 'a.');
    const owner = new Client({ connectionString: url });
    await owner.connect();
    await owner.query('ALTER TABLE messaging.relay_position RENAME TO elsewhere');
    published.note('m', upTo(3));
    await published.write();
    await owner.query('ALTER TABLE messaging.elsewhere RENAME TO relay_position');
    await owner.end();
    published.note('other', upTo(1));
    await published.write();
    expect((await published.all()).get('m')).toBe(3);
  });
});
