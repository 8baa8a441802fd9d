import { openDataSource } from '@trueque/postgres';
import { rotateMasterKey, SealedSecrets } from '@trueque/vault';
import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/support/index.js';
import { noticesEntities, noticesMigrations } from '../notices.module.js';
import { placeOf, sealedWebhooks } from './webhook-secrets.js';
import { WebhookRow } from './webhook.row.js';

const [master, next] = [randomBytes(32), randomBytes(32)];
const under = (key: Buffer) => new SealedSecrets(async () => key);

const fileOf = async (dataSource: DataSource): Promise<number> => {
  const [row]: { readonly file: number }[] = await dataSource.query(
    `SELECT pg_relation_filenode('notices.webhook') AS file`,
  );
  return row!.file;
};

describe('secrets of webhooks', () => {
  const id = randomUUID();
  let dataSource: DataSource;
  let fileBefore: number;

  beforeAll(async () => {
    process.env['TRUEQUE_MASTER_KEY'] = master.toString('base64');
    const url = await freshDatabase();
    const before = await openDataSource({ url, migrations: noticesMigrations.slice(0, 1) });
    await before.query(
      `INSERT INTO notices.webhook VALUES ($1, 'harbour', 'https://example.com', '{NoticeIssued}',
         'whsec_new', 'whsec_old', now(), 'ana', now(), 7, 0, now(), NULL, NULL)`,
      [id],
    );
    fileBefore = await fileOf(before);
    await before.destroy();
    dataSource = await openDataSource({
      ...{ url, entities: noticesEntities, migrations: noticesMigrations },
    });
  });

  afterAll(async () => {
    delete process.env['TRUEQUE_MASTER_KEY'];
    await dataSource.destroy();
  });

  const row = () => dataSource.getRepository(WebhookRow).findOneByOrFail({ id });
  const opened = async (key: Buffer) => {
    const { previousSecret, secret, ...kept } = await row();
    const open = (sealed: Buffer | null) => sealed && under(key).open(sealed, placeOf(kept));
    return [await open(secret), await open(previousSecret)];
  };

  it('that stood there in plain are sealed, and go on from where they were', async () => {
    expect(await opened(master)).toEqual(['whsec_new', 'whsec_old']);
    expect(await row()).toMatchObject({ since: 7, position: 7 });
    const [kept]: { readonly text: string }[] = await dataSource.query(
      'SELECT t::text AS text FROM notices.webhook t',
    );
    expect(kept?.text).toContain('https://example.com');
    expect(kept?.text).not.toContain(Buffer.from('whsec').toString('hex'));
    expect(kept?.text).not.toContain('whsec');
  });

  it('left no page behind that has them in plain: the table is another file', async () =>
    expect(await fileOf(dataSource)).not.toBe(fileBefore));

  it('open under the next master key alone once it was rotated', async () => {
    expect(await rotateMasterKey(dataSource, { from: master, to: next }, [sealedWebhooks])).toBe(1);
    expect(await opened(next)).toEqual(['whsec_new', 'whsec_old']);
    await expect(opened(master)).rejects.toThrow('another master key');
  });
});
