import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { types } from 'node:util';
import { CommandFailure, EXIT } from '../exit.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** File of the private key, PEM: `TRUEQUE_CHECKPOINT_KEY`, else in the data folder. */
export const keyFileOf = (env: Environment): string =>
  resolve(
    env['TRUEQUE_CHECKPOINT_KEY'] || join(env['TRUEQUE_DATA'] || '.trueque', 'checkpoint.key'),
  );

/** Readable for everyone: what a verifier needs. */
export const publicFileOf = (keyFile: string): string => `${keyFile}.pub`;

/** The key that signs checkpoints; made with its public half beside it where there is none yet. */
export const signingKey = async (keyFile: string): Promise<KeyObject> => {
  if (!existsSync(keyFile)) await makeKey(keyFile);
  return read(keyFile, createPrivateKey);
};

/** The key that checkpoints must be signed with; undefined where nobody has named or made one. */
export const trustedKey = (file: string): Promise<KeyObject | undefined> =>
  existsSync(file) ? read(file, createPublicKey) : Promise.resolve(undefined);

/** Linked in place when it is whole: of two that make it at once, both use the same one. */
const makeKey = async (keyFile: string): Promise<void> => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await mkdir(dirname(keyFile), { recursive: true });
  const draft = `${keyFile}.${randomUUID()}`;
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  try {
    await link(draft, keyFile);
    await writeFile(publicFileOf(keyFile), publicKey.export({ type: 'spki', format: 'pem' }));
  } catch (error) {
    if (!(types.isNativeError(error) && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
};

const read = async (file: string, parse: (pem: string) => KeyObject): Promise<KeyObject> => {
  try {
    const key = parse(await readFile(file, 'utf8'));
    if (key.asymmetricKeyType === 'ed25519') return key;
    throw new Error(`it is a key for ${key.asymmetricKeyType}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(EXIT.usage, `${file} is no Ed25519 key in PEM: ${reason}`);
  }
};
