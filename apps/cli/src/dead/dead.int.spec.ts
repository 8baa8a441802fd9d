import { messagingMigrations } from '@trueque/messaging';
import { openDataSource } from '@trueque/postgres';
import { buildCli, keptCli, runCli } from '../testing/built-cli.js';
import { settledHarbour } from '../testing/settled-harbour.js';

describe('trueque dead', () => {
  const cli = keptCli();
  let env: { readonly DATABASE_URL: string };

  beforeAll(async () => {
    await buildCli();
    env = { DATABASE_URL: await settledHarbour() };
  }, 120_000);

  const dead = (...args: readonly string[]) => cli(['dead', ...args], { env });

  const inDatabase = async (sql: string): Promise<unknown[]> => {
    const { DATABASE_URL: url } = env;
    const dataSource = await openDataSource({ url, migrations: messagingMigrations });
    const rows: unknown[] = await dataSource.query(sql);
    await dataSource.destroy();
    return rows;
  };

  it('says that there are none', async () => {
    const { code, stdout } = await dead('list', '--json');
    expect({ code, document: JSON.parse(stdout) }).toEqual({
      code: 0,
      document: { deadLetters: [] },
    });
    expect((await dead('retry', '--all')).code).toBe(1);
  });

  it('shows what could not be taken, with the event, and asks for it once more', async () => {
    await inDatabase(`
      INSERT INTO messaging.dead_letter (consumer, partition, position, event_id, event_type, reason)
      VALUES ('clearing.auctions', 'harbour', 2, 'e', 'CommunityRegistered', 'TypeError: broken')`);
    expect((await runCli(['dead', 'list'], { env })).stdout).toMatch(
      /clearing\.auctions +harbour +2 +CommunityRegistered +TypeError: broken/,
    );
    const shown = JSON.parse((await dead('show', '--market', 'harbour', '--json')).stdout);
    expect(shown.deadLetters[0]).toMatchObject({
      consumer: 'clearing.auctions',
      event: { position: 2, type: 'CommunityRegistered' },
    });
    const { code, stdout } = await dead('retry', '--consumer', 'clearing.auctions', '--json');
    expect({ code, document: JSON.parse(stdout) }).toEqual({ code: 0, document: { asked: 1 } });
    expect(
      await inDatabase('SELECT retry_asked_at IS NOT NULL AS asked FROM messaging.dead_letter'),
    ).toEqual([{ asked: true }]);
  });

  it('wants to know which ones to retry', async () => {
    const { code, stderr } = await dead('retry');
    expect([code, stderr]).toEqual([2, expect.stringContaining('name a consumer')]);
  });
});
