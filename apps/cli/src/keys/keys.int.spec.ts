import { buildCli, keptCli, runCli } from '../testing/built-cli.js';
import { settledHarbour } from '../testing/settled-harbour.js';

describe('trueque keys', () => {
  const cli = keptCli();
  let env: { readonly DATABASE_URL: string };

  beforeAll(async () => {
    await buildCli();
    env = { DATABASE_URL: await settledHarbour() };
  }, 120_000);

  const keys = (...args: readonly string[]) => cli(['keys', ...args], { env });

  it('issues a key that is told once, lists it without its secret, and revokes it', async () => {
    const issued = await keys('issue', '--name', 'roof', '--grant', 'peer:harbour/sun', '--json');
    const { key, keyId } = JSON.parse(issued.stdout) as { key: string; keyId: string };
    expect(key).toMatch(new RegExp(`^tq_${keyId}_`));
    const listed = await runCli(['keys', 'list'], { env });
    expect(listed.stdout).toMatch(new RegExp(`${keyId} +roof +peer:harbour/sun`));
    expect(listed.stdout).not.toContain(key.split('_')[2]);
    expect((await keys('revoke', keyId)).code).toBe(0);
    const { keys: rows } = JSON.parse((await keys('list', '--json')).stdout) as {
      keys: { id: string; revokedAt: string | null }[];
    };
    expect(rows.find(({ id }) => id === keyId)?.revokedAt).not.toBeNull();
  });

  it.each([
    [['issue', '--name', 'x', '--grant', 'king'], 2, 'peer:MARKET/PEER'],
    [['issue', '--name', 'x', '--grant', 'operator', '--expires', 'soon'], 2, 'instant'],
    [['revoke', 'ffffffffffffffff'], 1, 'has no key'],
  ])('refuses %j', async (args, code, words) => {
    const answer = await keys(...args);
    expect([answer.code, answer.stderr]).toEqual([code, expect.stringContaining(words)]);
  });
});
