import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../exit.js';
import { readCheckpoint } from './checkpoint.js';

describe('a checkpoint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-checkpoint-'));
  const path = join(folder, 'checkpoint.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (text: string) => {
    writeFileSync(path, text);
    return readCheckpoint(path);
  };
  const hash = 'ab'.repeat(32);

  it('is what verify printed, with all that is in it besides', async () => {
    const printed = { verified: true, markets: [{ market: 'm', events: 3, hash, faults: [] }] };
    expect([...(await read(JSON.stringify(printed)))]).toEqual([
      ['m', { partition: 'm', position: 3, hash }],
    ]);
  });

  it.each([
    ['nothing', ''],
    ['half a document', '{"markets": ['],
    ['another document', '{"bench": "clearing"}'],
    ['a hash that is none', '{"markets": [{"market": "m", "events": 3, "hash": "xyz"}]}'],
  ])('is not %s', async (_, text) =>
    expect(read(text)).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('is no answer of trueque verify --json'),
    }),
  );

  it('is a file that is there', () =>
    expect(readCheckpoint(join(folder, 'gone.json'))).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('there is no such file'),
    }));
});
