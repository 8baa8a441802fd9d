import type { Append } from '../event-log.js';
import { StoreUnavailable } from '../event-store.port.js';
import { setImmediate as tick } from 'node:timers/promises';
import { AppendQueue } from './append-queue.js';

const append = (stream: string, causedBy: string, text = '{}'): Append => ({
  partition: 'harbour',
  stream,
  causedBy,
  correlationId: causedBy,
  actor: 'operator',
  occurredAt: '2016-08-01T07:00:00Z',
  commandDigest: '00',
  after: { revision: 0, lastId: undefined },
  events: [{ id: causedBy, type: 'X', version: 1, data: {}, json: Buffer.from(text) }],
});

const causesOf = (batch: readonly Append[]): string[] => batch.map(({ causedBy }) => causedBy);

const lost = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** A database that answers each command with its cause, and remembers what came together. */
const recording = (answer: (batch: readonly Append[]) => readonly string[] = causesOf) => {
  const batches: string[][] = [];
  const send = async (batch: readonly Append[]) => {
    batches.push(causesOf(batch));
    return answer(batch);
  };
  return { queue: new AppendQueue<string>({ send, mayFollow: () => true }), batches };
};

describe('the queue of a partition', () => {
  it('sends together what came together, streams side by side, each answered its own', async () => {
    const { queue, batches } = recording();
    const all = [append('a', '1'), append('b', '2'), append('a', '3')];
    expect(await Promise.all(all.map((one) => queue.append(one)))).toEqual(['1', '2', '3']);
    expect(batches).toEqual([['1', '3', '2']]);
  });

  it('sends a repeated cause after the first is answered', async () => {
    const { queue, batches } = recording();
    await Promise.all([append('a', '1'), append('a', '1')].map((one) => queue.append(one)));
    expect(batches).toEqual([['1'], ['1']]);
  });

  it('cuts batches at 128 commands, at 500 events and at four million characters', async () => {
    const { queue, batches } = recording();
    const many = Array.from({ length: 300 }, (_, index) => append('a', String(index)));
    const long = ['l', 'm', 'n', 'o'].map((cause) => ({
      ...append('a', cause),
      events: Array.from({ length: 200 }, () => append('a', cause).events[0]!),
    }));
    const large = ['x', 'y', 'z'].map((cause) => append('a', cause, ' '.repeat(3_000_000)));
    await Promise.all([...many, ...long, ...large].map((one) => queue.append(one)));
    expect(batches.map(({ length }) => length)).toEqual([128, 128, 46, 3, 1, 1]);
  });

  it('sends a full batch on the heels of another, and no fourth one', async () => {
    const answers: (() => void)[] = [];
    const send = (batch: readonly Append[]) =>
      new Promise<readonly string[]>((resolve) => answers.push(() => resolve(causesOf(batch))));
    const queue = new AppendQueue<string>({ send, mayFollow: () => true });
    const asked: Promise<string>[] = [];
    const ask = async (count: number) => {
      for (let nth = 0; nth < count; nth += 1)
        asked.push(queue.append(append('a', String(asked.length))));
      await tick();
    };
    for (const [count, sent] of [
      [1, 1],
      [127, 1],
      [1, 2],
      [128, 3],
      [200, 3],
    ] as const) {
      await ask(count);
      expect(answers).toHaveLength(sent);
    }
    for (const [answered, sent] of [4, 4, 4, 5].entries()) {
      answers[answered]?.();
      await tick();
      expect(answers).toHaveLength(sent);
    }
    answers[4]?.();
    expect(await Promise.all(asked)).toEqual(asked.map((_, nth) => String(nth)));
  });

  it('sends what was lost on the way again in its order, before anything else', async () => {
    const { queue, batches } = recording((batch) => {
      if (batches.length <= 3) throw lost();
      return causesOf(batch);
    });
    const first = queue.append(append('a', 'first'));
    await Promise.resolve();
    const all = Array.from({ length: 328 }, (_, nth) => queue.append(append('a', String(nth))));
    await Promise.all([first, ...all]);
    const sent = batches.map(([cause, ...more]) => `${cause} and ${more.length} more`);
    const lostOnes = ['first and 0 more', '0 and 127 more', '128 and 127 more'];
    expect(sent).toEqual([...lostOnes, ...lostOnes, '256 and 71 more']);
  });

  it('fails a command that cannot be kept alone', async () => {
    const { queue } = recording((batch) => {
      if (causesOf(batch).includes('bad')) throw new Error('cannot be kept');
      return causesOf(batch);
    });
    const all = ['1', 'bad', '2'].map((cause) => queue.append(append('a', cause)));
    const settled = await Promise.allSettled(all);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('sends again when the connection was lost', async () => {
    let failures = 2;
    const { queue, batches } = recording((batch) => {
      if ((failures -= 1) >= 0) throw lost();
      return causesOf(batch);
    });
    expect(await queue.append(append('a', '1'))).toBe('1');
    expect(batches).toEqual([['1'], ['1'], ['1']]);
  });

  it('gives up for all that wait when the database stays away, and goes on when it is back', async () => {
    let away = true;
    const { queue } = recording((batch) => {
      if (away) throw lost();
      return causesOf(batch);
    });
    const all = ['1', '1', '2'].map((cause) => queue.append(append('a', cause)));
    for (const { status, ...rest } of await Promise.allSettled(all))
      expect([status, rest]).toEqual(['rejected', { reason: expect.any(StoreUnavailable) }]);
    away = false;
    expect(await queue.append(append('a', '3'))).toBe('3');
  });
});
