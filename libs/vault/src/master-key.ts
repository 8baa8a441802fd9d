import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { types } from 'node:util';

/** What stands where the master key should be; the message says where. */
export class MasterKeyError extends Error {
  override readonly name = 'MasterKeyError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const KEY_BYTES = 32;

/**
 * The key that wraps the keys of persons: `TRUEQUE_MASTER_KEY`, 32 bytes in base64; else the file that
 * `TRUEQUE_MASTER_KEY_FILE` names, else `master.key` in the data folder, made where there is none.
 */
export const masterKey = async (env: Environment): Promise<Buffer> => {
  const given = env['TRUEQUE_MASTER_KEY'];
  if (given) return parseMasterKey(given, 'TRUEQUE_MASTER_KEY');
  const named = env['TRUEQUE_MASTER_KEY_FILE'];
  const file = resolve(named || join(env['TRUEQUE_DATA'] || '.trueque', 'master.key'));
  if (!existsSync(file)) {
    if (named) throw new MasterKeyError(`there is no master key in ${file}`);
    await makeOnce(file);
  }
  return parseMasterKey(await readFile(file, 'utf8'), file);
};

export const parseMasterKey = (text: string, where: string): Buffer => {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new MasterKeyError(`${where} must be ${KEY_BYTES} bytes in base64`);
};

/** Linked in place when it is whole: of two that make it at once, both use the same one. */
const makeOnce = async (file: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if (!(types.isNativeError(error) && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
};
