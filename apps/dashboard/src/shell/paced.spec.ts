import { paced } from './paced';

describe('Work that is paced', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const rest = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const counted = (pauseMs = 400) => {
    const seen: string[] = [];
    return { seen, work: paced((what: string) => void seen.push(what), pauseMs) };
  };

  it('begins at once', () => {
    const { seen, work } = counted();
    work.call('first');
    expect(seen).toEqual(['first']);
  });

  it('does of many calls in between the last alone, after the pause', async () => {
    const { seen, work } = counted();
    for (const what of ['first', 'second', 'third']) work.call(what);
    await rest(399);
    expect(seen).toEqual(['first']);
    await rest(1);
    expect(seen).toEqual(['first', 'third']);
  });

  it('gives whoever works long as long a rest', async () => {
    const seen: string[] = [];
    const work = paced(async (what: string) => {
      seen.push(what);
      await new Promise((done) => setTimeout(done, 3_000));
    }, 400);
    work.call('first');
    work.call('second');
    await rest(5_900);
    expect(seen).toEqual(['first']);
    await rest(200);
    expect(seen).toEqual(['first', 'second']);
  });

  it('goes on after work that failed', async () => {
    const seen: string[] = [];
    const work = paced((what: string) => {
      seen.push(what);
      return Promise.reject(new Error('away'));
    }, 400);
    work.call('first');
    work.call('second');
    await rest(400);
    expect(seen).toEqual(['first', 'second']);
  });

  it('does nothing more once it was stopped', async () => {
    const { seen, work } = counted();
    work.call('first');
    work.call('second');
    work.stop();
    await rest(1_000);
    work.call('third');
    expect(seen).toEqual(['first']);
  });
});
