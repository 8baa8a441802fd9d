import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The url of the embedded server that another process runs on this data folder, read from what lies
 * in the folder and beside it; undefined where none is ready.
 */
export const runningDatabase = async (dataDir: string): Promise<string | undefined> => {
  const elsewhere = (await textOf(`${dataDir}.location`)).trim();
  const folder = elsewhere || dataDir;
  const password = await textOf(`${folder}.password`);
  // PostgreSQL's own lock: the port is its fourth line, the state its eighth.
  const lock = (await textOf(join(folder, 'postmaster.pid'))).split('\n');
  const port = Number(lock[3]);
  if (password === '' || !Number.isInteger(port) || lock[7]?.trim() !== 'ready') return undefined;
  return `postgres://trueque:${password}@127.0.0.1:${port}/trueque`;
};

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
