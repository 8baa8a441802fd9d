import { QueryObserver } from '@tanstack/react-query';
import { answers, refresh } from './answers';

/** What is shown of one address, whose answers come when they are let go. */
const shown = () => {
  const onTheirWay: ((answer: string) => void)[] = [];
  const observer = new QueryObserver(answers, {
    queryKey: ['answer', '/replays'],
    queryFn: () => new Promise<string>((resolve) => onTheirWay.push(resolve)),
  });
  const stop = observer.subscribe(() => undefined);
  const answer = (text: string) => {
    const [go = () => undefined] = onTheirWay.splice(0, 1);
    go(text);
  };
  return { answer, asked: onTheirWay, data: () => observer.getCurrentResult().data, stop };
};

/** What was answered is taken in. */
const taken = () => new Promise((resolve) => setTimeout(resolve));

describe('asking again for what is shown', () => {
  afterEach(() => answers.clear());

  it('asks once more where the first answer was on its way, which may tell of what was before', async () => {
    const list = shown();
    const refreshed = refresh();
    list.answer('none');
    await taken();
    list.answer('one');
    await refreshed;
    list.stop();
    expect(list.data()).toBe('one');
  });

  it('asks once for what was answered before', async () => {
    const list = shown();
    list.answer('none');
    await taken();
    const refreshed = refresh();
    list.answer('one');
    await refreshed;
    list.stop();
    expect([list.data(), list.asked]).toEqual(['one', []]);
  });
});
