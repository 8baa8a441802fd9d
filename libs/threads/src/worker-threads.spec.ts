import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkerThreads } from './worker-threads.js';

const WORKER = `
const { threadId } = require('node:worker_threads');
exports.thread = () => threadId;
exports.sum = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
exports.refuse = (reason) => { throw new RangeError(reason); };
exports.hang = () => new Promise(() => setInterval(() => undefined, 1_000));
`;

describe('worker threads', () => {
  let folder: string;
  let threads: WorkerThreads;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trueque-threads-'));
    const file = join(folder, 'sum-worker.js');
    writeFileSync(file, WORKER);
    threads = new WorkerThreads({ file, threadsMax: 1 });
  });

  afterEach(async () => {
    await threads.abandon();
    rmSync(folder, { recursive: true });
  });

  it('answer by the function that is named, elsewhere than where it was asked', async () => {
    expect(await threads.run('sum', [1, 2, 3])).toBe(6);
    expect(await threads.run('thread', undefined)).toBeGreaterThan(0);
  });

  it('take what is moved to them, and leave nothing behind', async () => {
    const numbers = Float64Array.of(1, 2, 3);
    expect(await threads.run('sum', numbers, [numbers.buffer])).toBe(6);
    expect(numbers).toHaveLength(0);
  });

  it('hand on what was thrown', async () => {
    await expect(threads.run('refuse', 'too many')).rejects.toThrow('too many');
  });

  it('answer what is under way before they close', async () => {
    const answer = threads.run('sum', [4, 5]);
    await threads.close();
    expect(await answer).toBe(9);
  });

  it('are abandoned at once, whatever they do', async () => {
    const hanging = threads.run('hang', undefined);
    const refused = expect(hanging).rejects.toThrow(/terminat/i);
    await threads.abandon();
    await refused;
  });
});
