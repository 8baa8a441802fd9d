import type { CaseFile } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import { workerFile, WorkerThreads } from '@trueque/threads';
import { join } from 'node:path';
import { clearCase } from '../domain/clear.js';
import type { Owned, Owning } from '../testing/helping-worker.js';
import { variedCase } from '../testing/random-case.js';
import { islands } from '../testing/stopping-markets.js';
import { SpareThreads } from './spare-threads.js';
import type { SharedJob } from './shared-job.js';

const LONG = process.env['TRUEQUE_LONG'] !== undefined;
const MARKETS = LONG ? 2000 : 16;

const THREADS = 2;

const openThreads = (helping: string): WorkerThreads => {
  const threads: WorkerThreads = new WorkerThreads({
    file: workerFile(join(__dirname, '../testing/index.ts'), 'helping-worker'),
    threadsMax: THREADS,
    idleMsMax: 60_000,
    onMessage: (job) => spare.send(job as SharedJob),
  });
  const spare = new SpareThreads(threads, helping);
  return threads;
};

const hashAlone = async (file: CaseFile): Promise<string> => {
  const clearing = clearCase(file, { engine: 'lp' }, await loadHighs());
  return clearing.status === 'optimal' ? clearing.resultHash : clearing.status;
};

/** As many islands as stand in it, none of which can be served in the dark. */
const dark = (): CaseFile => ({
  ...islands(),
  peers: islands().peers.filter(({ role }) => role !== 'producer'),
});

describe('a market that several threads solve', () => {
  const threads = openThreads('helpSolving');
  afterAll(() => threads.close());
  const clear = (task: Owning) => threads.run<Owned>('clearHelped', task);

  it('has the result that it has alone, though others solve most of it', async () => {
    const { hash } = await clear({ file: islands(), leaves: 1 });
    expect(hash).toBe(await hashAlone(islands()));
  });

  it('has it on random markets as well, and while all threads are busy with others', async () => {
    const files = Array.from({ length: MARKETS }, (_, index) => variedCase(index + 1)).filter(
      ({ peers }) => peers.some(({ storage }) => storage !== undefined),
    );
    const together = await Promise.all(files.map((file) => clear({ file })));
    const alone = await Promise.all(files.map(hashAlone));
    expect(files.length).toBeGreaterThan(MARKETS / 4);
    expect(together.map(({ hash }) => hash)).toEqual(alone);
  });

  it('is as infeasible as alone, with the words of who found it', async () => {
    expect(await clear({ file: dark(), leaves: 1 })).toMatchObject({
      hash: 'infeasible',
      detail: 'infeasible',
    });
  });
});

describe('a thread that dies while it helps', () => {
  it('leaves what it had to others, and the result is the same', async () => {
    const threads = openThreads('dieHelping');
    const { hash } = await threads.run<Owned>('clearHelped', { file: islands(), leaves: 1 });
    await threads.close();
    expect(hash).toBe(await hashAlone(islands()));
  });
});
