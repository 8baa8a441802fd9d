import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runningDatabase } from './running-database.js';

describe('a database that another process runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-running-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A data folder as a server leaves it while it is in some state. */
  const dataFolder = (name: string, state: string) => {
    const dataDir = join(folder, name);
    mkdirSync(dataDir);
    const lock = ['17', dataDir, '1780000000', '54321', '', '127.0.0.1', ' 1 2', state, ''];
    writeFileSync(join(dataDir, 'postmaster.pid'), lock.join('\n'));
    writeFileSync(`${dataDir}.password`, 'secret');
    return dataDir;
  };
  const url = 'postgres://trueque:secret@127.0.0.1:54321/trueque';

  it('is reached at the port of its lock', async () =>
    expect(await runningDatabase(dataFolder('here', 'ready   '))).toBe(url));

  it('is found where its data lie elsewhere', async () => {
    const elsewhere = dataFolder('elsewhere', 'ready');
    writeFileSync(join(folder, 'noted.location'), `${elsewhere}\n`);
    expect(await runningDatabase(join(folder, 'noted'))).toBe(url);
  });

  it('is not there before it is ready', async () =>
    expect(await runningDatabase(dataFolder('starting', 'starting'))).toBeUndefined());

  it('is not there without its lock or its password', async () => {
    expect(await runningDatabase(join(folder, 'nowhere'))).toBeUndefined();
    const locked = dataFolder('locked', 'ready');
    rmSync(`${locked}.password`);
    expect(await runningDatabase(locked)).toBeUndefined();
  });
});
