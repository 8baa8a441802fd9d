import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTICED, type Noticed, noticeOf } from './notice-of.js';

/** The example of an event that is kept for ever. */
const exampleOf = (type: Noticed['type'], version = 1): Noticed => {
  const file = join(__dirname, '../../../contracts/fixtures', `${type}.v${version}.json`);
  return { type, data: JSON.parse(readFileSync(file, 'utf8')).data };
};

describe('what people are told', () => {
  it.each(NOTICED)('of %s is said in two languages, or nothing is', (type) => {
    const notice = noticeOf(exampleOf(type));
    if (notice === undefined) return expect(['ResultPublished', 'WindowSettled']).toContain(type);
    expect(notice.text.en).not.toBe(notice.text.es);
    for (const words of Object.values(notice.text))
      expect(words).not.toMatch(/undefined|NaN|\[object/);
  });

  it('names the second auction and until when it takes offers', () =>
    expect(noticeOf(exampleOf('ReviewDecided'))).toMatchObject({
      kind: 'second-auction',
      auctionId: '2026-06-01',
      text: { en: expect.stringContaining('2026-06-01.2 takes offers until 2026-05-31T10:25:00Z') },
    }));

  it('is nothing of a price as everybody expects it', () => {
    const published = exampleOf('ResultPublished');
    expect(noticeOf(published)).toBeUndefined();
    const administered = {
      ...published,
      data: { ...published.data, priceStatus: 'administered' },
    } as Noticed;
    expect(noticeOf(administered)).toMatchObject({ kind: 'administered-price' });
  });

  it('is of a run only what changes bills that were final', () => {
    const { data } = exampleOf('WindowSettled') as Extract<Noticed, { type: 'WindowSettled' }>;
    const run = (kind: typeof data.kind, reasonCode?: typeof data.reasonCode) =>
      noticeOf({ type: 'WindowSettled', data: { ...data, kind, reasonCode } })?.kind;
    expect(run('preliminary')).toBeUndefined();
    expect(run('revision', 'late-data')).toBe('late-data');
    expect(run('dispute', 'dispute')).toBe('re-run');
  });
});
