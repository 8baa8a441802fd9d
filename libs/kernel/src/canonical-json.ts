import { createHash } from 'node:crypto';

/**
 * The one spelling of a JSON value: keys sorted by code unit, no white space, numbers as
 * JavaScript prints them, a bigint as a decimal string, a typed array as its numbers, `undefined` members
 * left out. Two equal values give equal bytes.
 */
export const canonicalJson = (value: unknown, spelled?: Spelled): string => {
  let json = '';
  write(value, (text) => (json += text), spelled);
  return json;
};

/** Texts of values that are part of more than one: what an event says, its command said before. */
export type Spelled = Map<object, string>;

type Sink = (text: string) => void;

const write = (value: unknown, sink: Sink, spelled?: Spelled): void => {
  if (value === null || typeof value !== 'object') sink(scalar(value));
  else if (spelled === undefined) writeObject(value, sink);
  else sink(spelled.get(value) ?? spell(value, spelled));
};

const spell = (value: object, spelled: Spelled): string => {
  let json = '';
  writeObject(value, (text) => (json += text), spelled);
  spelled.set(value, json);
  return json;
};

const writeObject = (value: object, sink: Sink, spelled?: Spelled): void => {
  if (Array.isArray(value)) writeList(value, sink, spelled);
  else if (value instanceof Float64Array)
    sink(`[${value.every(Number.isFinite) ? value.join() : [...value].map(scalar).join()}]`);
  else writeMembers(value as Members, sink, spelled);
};

const scalar = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return `"${value}"`;
  return JSON.stringify(value) ?? 'null';
};

/** Nothing in it that JSON would have to escape. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

const writeList = (items: readonly unknown[], sink: Sink, spelled?: Spelled): void => {
  // Most of what a market says are numbers, and they have but one spelling.
  if (items.every((item) => typeof item === 'number')) return sink(JSON.stringify(items));
  sink('[');
  items.forEach((item, index) => {
    if (index > 0) sink(',');
    write(item, sink, spelled);
  });
  sink(']');
};

type Members = Readonly<Record<string, unknown>>;

const writeMembers = (members: Members, sink: Sink, spelled?: Spelled): void => {
  let separator = '{';
  for (const key of sortedKeys(members)) {
    const member = members[key];
    if (member === undefined) continue;
    sink(`${separator}${quoted(key)}:`);
    write(member, sink, spelled);
    separator = ',';
  }
  sink(separator === '{' ? '{}' : '}');
};

/** Sorting what is sorted already would be most of the work. */
const sortedKeys = (members: Members): readonly string[] => {
  const keys = Object.keys(members);
  const isSorted = keys.every((key, index) => index === 0 || keys[index - 1]! < key);
  return isSorted ? keys : keys.sort(compareText);
};

/** Order by code unit: the same everywhere, unlike `localeCompare`. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Characters that are hashed at a time: a large market is longer than a text may be. */
const PORTION = 1 << 16;

/** SHA-256 over the canonical JSON of a value, in hex. */
export const digest = (value: unknown): string => {
  const hash = createHash('sha256');
  let portion = '';
  write(value, (text) => {
    portion += text;
    if (portion.length < PORTION) return;
    hash.update(portion);
    portion = '';
  });
  return hash.update(portion).digest('hex');
};
