import { partWords } from '../parts/words';
import { billWords } from '../screens/bill/words';
import { clearingWords } from '../screens/clearing/words';
import { compareWords } from '../screens/compare/words';
import { controlRoomWords } from '../screens/control-room/words';
import { dayWords } from '../screens/day/words';
import { flowsWords } from '../screens/flows/words';
import { operationsWords } from '../screens/operations/words';
import { peersWords } from '../screens/peers/words';
import { pricesWords } from '../screens/prices/words';
import { runsWords } from '../screens/runs/words';
import { tryWords } from '../screens/try-it/words';
import { sessionWords } from '../session/words';
import { shellWords } from '../shell/words';

const all = {
  ...{ partWords, billWords, clearingWords, controlRoomWords, dayWords, flowsWords },
  ...{ compareWords, tryWords, operationsWords, peersWords, pricesWords, runsWords, shellWords },
  sessionWords,
};

/** Every text by its path, with the blanks of those that have some filled by their place. */
const textsOf = (words: object, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (typeof value === 'string') return [[path + key, value]];
    if (typeof value === 'function') {
      const blanks = Array.from({ length: value.length }, (_, at) => `‹${at}›`);
      return [[path + key, String(value(...blanks))]];
    }
    return textsOf(value as object, `${path}${key}.`);
  });

const blanksOf = (text: string) => (text.match(/‹\d›/g) ?? []).toSorted();

describe.each(Object.entries(all))('%s', (_, { en, es }) => {
  const [english, spanish] = [en, es].map((words) => new Map(textsOf(words)));

  it('says the same things in both languages, with the same blanks', () => {
    expect([...spanish!.keys()]).toEqual([...english!.keys()]);
    for (const [path, text] of english!)
      expect([path, blanksOf(spanish!.get(path) ?? '')]).toEqual([path, blanksOf(text)]);
  });

  it('leaves nothing unsaid', () =>
    expect([...english!, ...spanish!].filter(([, text]) => text.trim() === '')).toEqual([]));
});
