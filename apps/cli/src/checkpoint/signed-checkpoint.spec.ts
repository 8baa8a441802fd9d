import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../exit.js';
import { type KeptHead, readCheckpoint, signedCheckpoint } from './signed-checkpoint.js';
import { keyFileOf, publicFileOf, signingKey, trustedKey } from './signing-key.js';

const folder = mkdtempSync(join(tmpdir(), 'trueque-checkpoint-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a checkpoint', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const path = join(folder, 'checkpoint.json');
  const head: KeptHead = {
    ...{ partition: 'harbour', position: 3, events: 3, hash: 'ab'.repeat(32) },
    recordedAt: '2026-06-01T00:00:00.123Z',
  };
  const signed = signedCheckpoint([head], '2026-06-02T00:00:00Z', privateKey);

  const read = (text: string, key = publicKey) => {
    writeFileSync(path, text);
    return readCheckpoint(path, key);
  };

  it('is read as it was signed, whatever spaces stand between its members', async () =>
    expect(await read(JSON.stringify(signed, null, 4))).toEqual(signed));

  it.each([
    ['time', { ...signed, takenAt: '2026-06-03T00:00:00Z' }],
    ['position', { ...signed, partitions: [{ ...head, position: 2 }] }],
    ['hash', { ...signed, partitions: [{ ...head, hash: 'cd'.repeat(32) }] }],
    ['list of partitions', { ...signed, partitions: [] }],
    ['signature', { ...signed, signature: Buffer.alloc(64).toString('base64') }],
  ])('is refused once somebody changed its %s', (_, changed) =>
    expect(read(JSON.stringify(changed))).rejects.toMatchObject({
      exitCode: EXIT.answerIsNo,
      message: `${path} was changed after it was signed`,
    }),
  );

  it('is refused where another key signed it, and says which', () =>
    expect(
      read(JSON.stringify(signed), generateKeyPairSync('ed25519').publicKey),
    ).rejects.toMatchObject({
      exitCode: EXIT.answerIsNo,
      message: expect.stringContaining(`signed with another key: ${signed.key}`),
    }));

  it.each([
    ['nothing', ''],
    ['half a document', '{"partitions": ['],
    ['another document', '{"bench": "clearing"}'],
    ['one with more in it', JSON.stringify({ ...signed, note: 'more' })],
  ])('is not %s', (_, text) =>
    expect(read(text)).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('is no checkpoint'),
    }),
  );

  it('is a file that is there', () =>
    expect(readCheckpoint(join(folder, 'gone.json'), publicKey)).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('there is no such file'),
    }));
});

describe('the key that signs checkpoints', () => {
  const keyFile = keyFileOf({ TRUEQUE_DATA: join(folder, 'data') });

  it('is made once, for its owner alone, with its public half beside it', async () => {
    const [one, other] = await Promise.all([signingKey(keyFile), signingKey(keyFile)]);
    expect(one.equals(other)).toBe(true);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(publicFileOf(keyFile), 'utf8')).toContain('BEGIN PUBLIC KEY');
    const checkpoint = signedCheckpoint([], '2026-06-02T00:00:00Z', one);
    writeFileSync(join(folder, 'own.json'), JSON.stringify(checkpoint));
    const trusted = await trustedKey(publicFileOf(keyFile));
    expect(await readCheckpoint(join(folder, 'own.json'), trusted!)).toEqual(checkpoint);
  });

  it('is not what is no key', async () => {
    writeFileSync(join(folder, 'no.key'), 'secret');
    await expect(signingKey(join(folder, 'no.key'))).rejects.toMatchObject({
      exitCode: EXIT.usage,
    });
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    writeFileSync(join(folder, 'rsa.pub'), rsa.export({ type: 'spki', format: 'pem' }));
    await expect(trustedKey(join(folder, 'rsa.pub'))).rejects.toThrow('it is a key for rsa');
  });

  it('is not there before anybody made one', async () =>
    expect(await trustedKey(join(folder, 'nobody.pub'))).toBeUndefined());
});
