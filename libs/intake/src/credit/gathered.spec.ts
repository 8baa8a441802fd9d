import { Gathered } from './gathered.js';

const asked = () => {
  const questions: (readonly string[])[] = [];
  const answers: ((fails: boolean) => void)[] = [];
  const gathered = new Gathered<string>((keys) => {
    questions.push(keys);
    return new Promise((resolve, reject) =>
      answers.push((fails) => (fails ? reject(new Error('away')) : resolve(keys.join()))),
    );
  });
  /** Answers the question that is on its way. */
  const answer = async (fails = false) => {
    while (answers.length === 0) await Promise.resolve();
    answers.shift()?.(fails);
  };
  return { questions, gathered, answer };
};

describe('questions that are gathered', () => {
  it('are put together where they come while another is on its way', async () => {
    const { questions, gathered, answer } = asked();
    const first = gathered.with('a');
    await Promise.resolve();
    const others = [gathered.with('b'), gathered.with('c'), gathered.with('b')];
    await answer();
    expect(await first).toBe('a');
    await answer();
    expect(await Promise.all(others)).toEqual(['b,c', 'b,c', 'b,c']);
    expect(questions).toEqual([['a'], ['b', 'c']]);
  });

  it('fail for those alone who asked together', async () => {
    const { gathered, answer } = asked();
    const first = gathered.with('a');
    await Promise.resolve();
    const second = gathered.with('b');
    await answer(true);
    await expect(first).rejects.toThrow('away');
    await answer();
    expect(await second).toBe('b');
  });
});
