import { remembered } from './remembered.js';

describe('a remembered reading', () => {
  it('answers each word as if it were read, and reads a repeated one once', () => {
    const read: string[] = [];
    const lengthOf = remembered((text) => {
      read.push(text);
      return text === '' ? undefined : text.length;
    });
    expect(['', '', 'kWh', 'kWh', 'Wh', 'kWh'].map(lengthOf)).toEqual([
      ...[undefined, undefined, 3, 3, 2, 3],
    ]);
    expect(read).toEqual(['', 'kWh', 'Wh', 'kWh']);
  });
});
