/** A case file while it is edited: any JSON, of which tables change single fields. */
export type Draft = Readonly<Record<string, unknown>>;

const LISTS = ['communities', 'contracts', 'peers'] as const;
export type ListName = (typeof LISTS)[number];

export type Item = Readonly<Record<string, unknown>>;

const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined while the text is no JSON object. */
export const draftOf = (text: string): Draft | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isItem(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

export const itemsOf = (draft: Draft, list: ListName): readonly Item[] => {
  const items = draft[list];
  return Array.isArray(items) ? items.filter(isItem) : [];
};

export const textOf = (draft: Draft): string => `${JSON.stringify(draft, null, 2)}\n`;

/** A field by its path within an item: `generation.max`. */
export const fieldOf = (item: Item, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (isItem(value) ? value[key] : undefined), item);

/** The item with a field changed; undefined takes the field away, and what is then empty with it. */
export const withField = (item: Item, path: string, value: unknown): Item => {
  const [key = '', ...rest] = path.split('.');
  const inner = item[key];
  const next =
    rest.length === 0 ? value : withField(isItem(inner) ? inner : {}, rest.join('.'), value);
  const { [key]: _, ...others } = item;
  const isGone = next === undefined || (isItem(next) && Object.keys(next).length === 0);
  return isGone ? others : { ...item, [key]: next };
};

export const withItems = (draft: Draft, list: ListName, items: readonly Item[]): Draft => ({
  ...draft,
  [list]: items,
});

/** What a cell shows: a number, a word, or one value per period with commas between. */
export const cellText = (value: unknown): string =>
  Array.isArray(value) ? value.join(', ') : value === undefined ? '' : String(value);

/** What a cell says: numbers where they are some, a list where there are commas. */
export const cellValue = (text: string): unknown => {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length > 1) return parts.filter((part) => part !== '').map(oneValue);
  return oneValue(text.trim());
};

const oneValue = (text: string): unknown => {
  if (text === '') return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
};

/** A new one of a list, with a name that is free. */
export const newItem = (draft: Draft, list: ListName): Item => {
  const taken = new Set(itemsOf(draft, list).map(({ id }) => id));
  const free = (letter: string) => {
    let number = 1;
    while (taken.has(`${letter}${number}`)) number += 1;
    return `${letter}${number}`;
  };
  const [first = {}, second = first] = itemsOf(draft, 'communities');
  if (list === 'communities') return { id: free('C') };
  if (list === 'contracts') return { from: first['id'], to: second['id'], exportCost: 0.01 };
  return { id: free('P'), community: first['id'], role: 'consumer', load: 10 };
};
