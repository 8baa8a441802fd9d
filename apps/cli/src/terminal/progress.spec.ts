import { progressOn } from './progress.js';

const output = (isTTY: boolean) => {
  const written: string[] = [];
  return { written, stream: { isTTY, write: (text: string) => written.push(text) > 0 } };
};

const STEPS = ['chain: 1,000 events', 'chain: 2,000 events', 'settlement'];

describe('progress', () => {
  it('is one line that changes on a terminal, and leaves nothing behind', () => {
    const { stream, written } = output(true);
    const progress = progressOn(stream);
    STEPS.forEach((step) => progress.at(step));
    progress.end();
    expect(written).toEqual([...STEPS, ''].map((step) => `\r\u001b[2K${step}`));
  });

  it('is a line for each kind of step elsewhere', () => {
    const { stream, written } = output(false);
    const progress = progressOn(stream);
    STEPS.forEach((step) => progress.at(step));
    progress.end();
    expect(written).toEqual(['chain: 1,000 events\n', 'settlement\n']);
  });
});
