import { createHash } from 'node:crypto';

/**
 * The one spelling of a JSON value: keys sorted by code unit, no white space, numbers as
 * JavaScript prints them, a bigint as a decimal string, a typed array as its numbers, `undefined` members
 * left out. Two equal values give equal bytes.
 */
export const canonicalJson = (value: unknown): string => {
  let json = '';
  write(value, (text) => (json += text));
  return json;
};

type Sink = (text: string) => void;

const write = (value: unknown, sink: Sink): void => {
  if (value === null || typeof value !== 'object') sink(scalar(value));
  else if (Array.isArray(value)) writeList(value, sink);
  else if (value instanceof Float64Array)
    sink(`[${value.every(Number.isFinite) ? value.join() : [...value].map(scalar).join()}]`);
  else writeMembers(value, sink);
};

const scalar = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return `"${value}"`;
  return JSON.stringify(value) ?? 'null';
};

/** Nothing in it that JSON would have to escape. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

const writeList = (items: readonly unknown[], sink: Sink): void => {
  // Most of what a market says are numbers, and they have but one spelling.
  if (items.every((item) => typeof item === 'number')) return sink(JSON.stringify(items));
  sink('[');
  items.forEach((item, index) => {
    if (index > 0) sink(',');
    write(item, sink);
  });
  sink(']');
};

const writeMembers = (value: object, sink: Sink): void => {
  let separator = '{';
  for (const [key, member] of sortedMembers(value)) {
    if (member === undefined) continue;
    sink(`${separator}${quoted(key)}:`);
    write(member, sink);
    separator = ',';
  }
  sink(separator === '{' ? '{}' : '}');
};

/** Sorting what is sorted already would be most of the work. */
const sortedMembers = (value: object): [string, unknown][] => {
  const members: [string, unknown][] = Object.entries(value);
  const isSorted = members.every(([key], index) => index === 0 || members[index - 1]![0] < key);
  return isSorted ? members : members.sort(([a], [b]) => compareText(a, b));
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
