import { randomBytes } from 'node:crypto';
import { MasterKeyError } from './master-key.js';
import { SealedSecrets } from './sealed-secrets.js';

const under = (key: Buffer) => new SealedSecrets(async () => key);

describe('a secret that is sealed', () => {
  const secrets = under(randomBytes(32));

  it('is known again, and never looks the same twice', async () => {
    const [one, other] = [await secrets.seal('whsec_a', 'a'), await secrets.seal('whsec_a', 'a')];
    expect([await secrets.open(one, 'a'), await secrets.open(other, 'a')]).toEqual([
      ...['whsec_a', 'whsec_a'],
    ]);
    expect(one.equals(other)).toBe(false);
    expect(one.toString('latin1')).not.toContain('whsec_a');
  });

  it('opens in no other place, and under no other key', async () => {
    const sealed = await secrets.seal('whsec_a', 'a');
    await expect(secrets.open(sealed, 'b')).rejects.toThrow(MasterKeyError);
    await expect(under(randomBytes(32)).open(sealed, 'a')).rejects.toThrow(MasterKeyError);
  });
});
