import { UnreadableInput } from './unreadable-input.js';

/** Index of each wanted column in a header row; blanks around names and their case do not matter. */
export const columnIndex = <Name extends string>(
  header: readonly string[],
  wanted: readonly Name[],
  path: string,
): Readonly<Record<Name, number>> => {
  const titles = header.map(plain);
  const places = wanted.map((name) => [name, titles.indexOf(plain(name))] as const);
  const missing = places.filter(([, index]) => index < 0).map(([name]) => name);
  if (missing.length > 0)
    throw new UnreadableInput(
      'columns-missing',
      path,
      `has no column ${missing.join(', ')}; its columns are ${header.map((cell) => cell.trim()).join(', ')}`,
    );
  return Object.fromEntries(places) as Record<Name, number>;
};

const plain = (title: string): string => title.trim().toLowerCase();
