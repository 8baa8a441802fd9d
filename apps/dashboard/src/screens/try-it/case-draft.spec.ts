import { caseOfFragment, fragmentOf } from '../../solve/case-link';
import {
  cellText,
  cellValue,
  draftOf,
  fieldOf,
  itemsOf,
  newItem,
  textOf,
  withField,
  withItems,
} from './case-draft';

const draft = {
  communities: [{ id: 'C1' }, { id: 'C2' }],
  peers: [{ id: 'P1', community: 'C1', role: 'producer', generation: { max: 10, cost: 0.1 } }],
};

describe('a case that is edited', () => {
  it('is a JSON object, or not there yet', () => {
    expect(draftOf(textOf(draft))).toEqual(draft);
    for (const text of ['', '{', '[]', '3', 'null']) expect(draftOf(text)).toBeUndefined();
  });

  it('changes a field within an item and nothing else', () => {
    const [peer = {}] = itemsOf(draft, 'peers');
    expect(fieldOf(peer, 'generation.max')).toBe(10);
    expect(withField(peer, 'generation.max', 12)).toEqual({
      ...peer,
      generation: { max: 12, cost: 0.1 },
    });
    expect(draft.peers[0]?.generation.max).toBe(10);
  });

  it('takes away what is emptied, and what is then empty with it', () => {
    const [peer = {}] = itemsOf(draft, 'peers');
    const without = withField(
      withField(peer, 'generation.max', undefined),
      'generation.cost',
      undefined,
    );
    expect(without).toEqual({ id: 'P1', community: 'C1', role: 'producer' });
  });

  it.each([
    ['12', 12],
    ['0.05', 0.05],
    ['grid', 'grid'],
    ['', undefined],
    ['1, 2,3', [1, 2, 3]],
    ['1, ', [1]],
  ])('reads a cell %j', (text, value) => expect(cellValue(text)).toEqual(value));

  it('shows a cell as it would be read again', () => {
    for (const value of [12, 'grid', undefined, [1, 2.5, 3]])
      expect(cellValue(cellText(value))).toEqual(value);
  });

  it('names a new item as no other', () => {
    expect(newItem(draft, 'peers')).toMatchObject({ id: 'P2', community: 'C1' });
    expect(newItem(draft, 'communities')).toEqual({ id: 'C3' });
    expect(newItem(draft, 'contracts')).toMatchObject({ from: 'C1', to: 'C2' });
    expect(itemsOf(withItems(draft, 'peers', []), 'peers')).toEqual([]);
  });
});

describe('a case in a link', () => {
  it('comes back as it was, and is shorter than it', async () => {
    const text = textOf({ ...draft, note: '¿qué? '.repeat(200) });
    const fragment = await fragmentOf(text);
    expect(fragment.length).toBeLessThan(text.length / 4);
    expect(await caseOfFragment(fragment)).toBe(text);
  });

  it.each(['', '#merit', '#case=', '#case=%%%', '#case=AAAA'])('is none in %j', async (fragment) =>
    expect(await caseOfFragment(fragment)).toBeUndefined(),
  );
});
