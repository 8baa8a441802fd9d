import { PassThrough } from 'node:stream';
import { progressOn } from './progress.js';

const said = (stream: PassThrough): string => String(stream.read() ?? '');

describe('the progress of the demonstration', () => {
  it('is a line for each part where nobody looks at a terminal', () => {
    const stream = new PassThrough();
    const progress = progressOn(stream);
    progress.at(0, 3, 'market');
    progress.at(1, 3, '2016-08-08 offers');
    progress.at(2, 3, '2016-08-08 gate');
    progress.at(3, 3, 'settled');
    progress.stop();
    expect(said(stream).trim().split('\n')).toEqual([
      'demonstration week: 0 of 3: market',
      'demonstration week: 1 of 3: 2016-08-08',
      'demonstration week: 3 of 3: settled',
    ]);
  });

  it('is a bar on a terminal', () => {
    const stream = Object.assign(new PassThrough(), {
      isTTY: true,
      columns: 80,
      clearLine: () => true,
      cursorTo: () => true,
    });
    const progress = progressOn(stream);
    progress.at(0, 2, 'market');
    progress.at(2, 2, 'settled');
    progress.stop();
    expect(said(stream)).toContain('demonstration week');
  });
});
