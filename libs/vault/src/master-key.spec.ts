import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MasterKeyError, masterKey } from './master-key.js';

describe('the master key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-master-'));
  const key = Buffer.alloc(32, 7);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('comes from the environment', async () =>
    expect(await masterKey({ TRUEQUE_MASTER_KEY: key.toString('base64') })).toEqual(key));

  it('comes from the file that is named', async () => {
    const file = join(folder, 'own.key');
    writeFileSync(file, `${key.toString('base64')}\n`);
    expect(await masterKey({ TRUEQUE_MASTER_KEY_FILE: file })).toEqual(key);
  });

  it('is made once where nobody gives one, for its owner alone', async () => {
    const env = { TRUEQUE_DATA: join(folder, 'data') };
    const [one, other] = await Promise.all([masterKey(env), masterKey(env)]);
    expect(one).toEqual(other);
    expect(one).toHaveLength(32);
    expect(statSync(join(folder, 'data/master.key')).mode & 0o777).toBe(0o600);
  });

  it.each([
    [{ TRUEQUE_MASTER_KEY: 'short' }, 'TRUEQUE_MASTER_KEY must be 32 bytes in base64'],
    [{ TRUEQUE_MASTER_KEY_FILE: '/nowhere.key' }, 'there is no master key in /nowhere.key'],
  ])('is not taken from %j', async (env, message) => {
    await expect(masterKey(env)).rejects.toThrow(MasterKeyError);
    await expect(masterKey(env)).rejects.toThrow(message);
  });
});
