import { openDataSource } from '@trueque/postgres';
import type { DataSource } from 'typeorm';
import { freshDatabase, OPERATOR_KEY } from '../../../../test/support/index.js';
import { identityEntities, identityMigrations } from '../tables.js';
import { ApiKeys } from './api-keys.js';
import { FirstKey } from './first-key.js';

const START_MS = Date.parse('2026-01-01T00:00:00Z');
const wish = { tenant: 'acme', name: 'head-end', grants: ['peer:harbour/P3'], createdBy: 'test' };

describe('API keys', () => {
  let dataSource: DataSource;
  let nowMs = START_MS;
  const clock = { nowMs: () => nowMs };
  const keys = () => new ApiKeys(dataSource, clock);

  beforeAll(async () => {
    dataSource = await openDataSource({
      url: await freshDatabase(),
      entities: identityEntities,
      migrations: identityMigrations,
    });
  });

  afterAll(() => dataSource.destroy());

  it('are told once and kept as digests only', async () => {
    const { key, row } = await keys().issue(wish);
    expect(await keys().principalOf(key)).toMatchObject({ id: row.id, tenant: 'acme' });
    const [kept] = await dataSource.query<object[]>('SELECT * FROM identity.api_key');
    expect(JSON.stringify(kept)).not.toContain(key.split('_')[2]);
  });

  it('are not accepted with another secret, or when they never were', async () => {
    const { key } = await keys().issue(wish);
    const other = key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const text of [other, 'tq_0_0', 'tq_ffffffffffffffff_'.padEnd(63, 'x')])
      expect(await keys().principalOf(text)).toBeUndefined();
  });

  it('end when they expire', async () => {
    const expiresAt = new Date(START_MS + 60_000);
    const { key } = await keys().issue({ ...wish, expiresAt });
    nowMs = START_MS + 59_999;
    expect(await keys().principalOf(key)).toBeDefined();
    nowMs = START_MS + 60_000;
    expect(await keys().principalOf(key)).toBeUndefined();
    nowMs = START_MS;
  });

  it('end when they are revoked, by their own tenant alone', async () => {
    const all = keys();
    const { key, row } = await all.issue(wish);
    await all.revoke('rival', row.id);
    expect(await all.ofTenant('rival', row.id)).toBeNull();
    expect(await all.principalOf(key)).toBeDefined();
    for (const _ of ['once', 'twice']) await all.revoke('acme', row.id);
    expect(await all.principalOf(key)).toBeUndefined();
    expect(await all.ofTenant('acme', row.id)).toMatchObject({ revokedAt: new Date(START_MS) });
  });

  it('are lent for as long as something takes', async () => {
    const all = keys();
    const lend = () =>
      all.lend(wish, async (key) => ({ key, principal: await all.principalOf(key) }));
    const [first, second] = [await lend(), await lend()];
    expect(first.principal).toMatchObject({ tenant: 'acme' });
    expect(second.principal).toEqual(first.principal);
    expect(await all.principalOf(first.key)).toBeUndefined();
    expect(await all.principalOf(second.key)).toBeUndefined();
  });

  it('have a first one only where there is none', async () =>
    expect(await keys().issueFirst()).toBeUndefined());

  it('begin with the one that the environment gives, however often a process starts', async () => {
    const start = (key: string) => new FirstKey(dataSource, clock, key).onApplicationBootstrap();
    await start(OPERATOR_KEY);
    await start(OPERATOR_KEY);
    expect(await keys().principalOf(OPERATOR_KEY)).toMatchObject({ tenant: 'local' });
    const forged = OPERATOR_KEY.replace('for-tests', 'for-theft');
    await expect(start(forged)).rejects.toThrow('has the id 0000000000000001 of another key');
    await expect(start('secret')).rejects.toThrow('must look like tq_');
  });
});
