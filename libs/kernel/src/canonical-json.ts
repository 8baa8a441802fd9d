import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

/**
 * The one spelling of a JSON value: keys sorted by code unit, no white space, numbers as
 * JavaScript prints them, a bigint as a decimal string, `undefined` members left out. Two equal values give equal bytes.
 */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === 'bigint') return `"${value}"`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value))
    return value.every(isPlain) ? JSON.stringify(value) : `[${value.map(canonicalJson).join()}]`;
  let members = '';
  for (const [key, member] of Object.entries(value).sort(byKey)) {
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
};

/** What `JSON.stringify` spells that way anyhow, and long rows of numbers much faster. */
const isPlain = (value: unknown): boolean => typeof value === 'number' || typeof value === 'string';

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  compareText(a, b);

/** Order by code unit: the same everywhere, unlike `localeCompare`. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** SHA-256 over the canonical JSON of a value, in hex. */
export const digest = (value: unknown): string => sha256Hex(canonicalJson(value));
