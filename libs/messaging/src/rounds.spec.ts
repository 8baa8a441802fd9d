import { Rounds } from './rounds.js';

/** Work whose rounds end when told to, and the rounds that are told of it. */
const worked = (ends: readonly (() => Promise<void>)[]) => {
  const failures: unknown[] = [];
  let begun = 0;
  let tellAllBegun = (): void => undefined;
  const allBegun = new Promise<void>((resolve) => (tellAllBegun = resolve));
  const work = async () => {
    const end = ends[begun];
    begun += 1;
    if (begun === ends.length) tellAllBegun();
    await end?.();
  };
  const rounds = new Rounds(1, work, (error) => failures.push(error));
  return { rounds, failures, allBegun, begunCount: () => begun };
};

describe('rounds', () => {
  it('go on after one that failed, which is told of', async () => {
    const failed = new Error('the database is away');
    const { rounds, failures, allBegun } = worked([
      () => Promise.reject(failed),
      () => Promise.resolve(),
    ]);
    rounds.start();
    await allBegun;
    await rounds.stop();
    expect(failures).toEqual([failed]);
  });

  it('wait for the one under way when they are stopped, and none follows', async () => {
    let finish = (): void => undefined;
    const { rounds, allBegun, begunCount } = worked([
      () => new Promise<void>((resolve) => (finish = resolve)),
    ]);
    rounds.start();
    await allBegun;
    let stopped = false;
    const stopping = rounds.stop().then(() => (stopped = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect([stopped, rounds.isRunning]).toEqual([false, false]);
    finish();
    await stopping;
    expect(begunCount()).toBe(1);
  });

  it('are the same when started twice', async () => {
    const { rounds, allBegun, begunCount } = worked([() => Promise.resolve()]);
    rounds.start();
    rounds.start();
    await allBegun;
    await rounds.stop();
    expect(begunCount()).toBe(1);
  });
});
