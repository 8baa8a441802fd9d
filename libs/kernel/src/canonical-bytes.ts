import { WrittenBytes } from './written-bytes.js';

const [ZERO, QUOTE, POINT, BACKSLASH] = [0x30, 0x22, 0x2e, 0x5c];
const WHOLE_MAX = 0x7fffffff;
const THOUSANDTHS = 1000;

/**
 * The one spelling of a JSON value, as the bytes that are hashed and kept: keys sorted by code unit, no white
 * space, numbers as JavaScript prints them, a bigint as a decimal string, a `Float64Array` as its numbers,
 * `undefined` members left out. Two equal values give equal bytes. Nothing is made a text first.
 * `value` writes whatever it is given; who knows its shape may write it piece by piece, keys sorted.
 */
export class CanonicalBytes extends WrittenBytes {
  /** Keys and marks, as they stand: plain ASCII. */
  write(plain: string): this {
    this.makeRoom(plain.length);
    const { bytes, end } = this;
    for (let at = 0; at < plain.length; at++) bytes[end + at] = plain.charCodeAt(at);
    this.end = end + plain.length;
    return this;
  }

  /** A text with its quotes. */
  text(text: string): this {
    this.makeRoom(text.length + 2);
    const { bytes, end } = this;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      // What JSON would have to escape, or is more than a byte.
      if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH)
        return this.utf8(JSON.stringify(text));
      bytes[end + 1 + at] = code;
    }
    bytes[end] = bytes[end + 1 + text.length] = QUOTE;
    this.end = end + text.length + 2;
    return this;
  }

  number(value: number): this {
    if (value >= 0 && value <= WHOLE_MAX) {
      const whole = value | 0;
      if (whole === value) return this.whole(whole);
      const thousandths = Math.round(value * THOUSANDTHS);
      // So near to so few digits is nothing else: these are what JavaScript prints.
      if (thousandths <= WHOLE_MAX && thousandths / THOUSANDTHS === value)
        return this.inThousandths(thousandths);
    }
    return this.write(Number.isFinite(value) ? String(value) : 'null');
  }

  /** Numbers in brackets: all, or those from one place to before another. */
  numbers(values: ArrayLike<number>, from = 0, to = values.length): this {
    for (let at = from; at < to; at++) this.write(at === from ? '[' : ',').number(values[at]!);
    return this.write(to > from ? ']' : '[]');
  }

  /** Items in brackets, each written by who knows it. */
  list<Item>(items: readonly Item[], write: (item: Item, index: number) => void): this {
    for (let index = 0; index < items.length; index++) {
      this.write(index === 0 ? '[' : ',');
      write(items[index]!, index);
    }
    return this.write(items.length > 0 ? ']' : '[]');
  }

  /** Asked in this order, and not as a switch, since most of what a market says are numbers and texts. */
  value(value: unknown): this {
    if (typeof value === 'number') return this.number(value);
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'object' && value !== null) return this.part(value);
    if (typeof value === 'boolean') return this.write(value ? 'true' : 'false');
    return this.write(typeof value === 'bigint' ? `"${value}"` : 'null');
  }

  protected part(value: object): this {
    if (Array.isArray(value)) return this.items(value);
    if (value instanceof Float64Array) return this.numbers(value);
    return this.members(value as Members);
  }

  private items(items: readonly unknown[]): this {
    for (let at = 0; at < items.length; at++) {
      const item = items[at];
      this.write(at === 0 ? '[' : ',');
      // Not through `value`, which would wrap each number of a row.
      if (typeof item === 'number') this.number(item);
      else this.value(item);
    }
    return this.write(items.length > 0 ? ']' : '[]');
  }

  private members(members: Members): this {
    let mark = '{';
    for (const key of sortedKeys(members)) {
      const member = members[key];
      if (member === undefined) continue;
      this.write(mark).text(key).write(':').value(member);
      mark = ',';
    }
    return this.write(mark === '{' ? '{}' : '}');
  }

  private inThousandths(thousandths: number): this {
    const whole = (thousandths / THOUSANDTHS) | 0;
    this.whole(whole).makeRoom(4);
    const { bytes, end } = this;
    const after = thousandths - whole * THOUSANDTHS;
    const tenths = (after / 100) | 0;
    const hundredths = ((after - tenths * 100) / 10) | 0;
    const last = after - tenths * 100 - hundredths * 10;
    bytes[end] = POINT;
    bytes[end + 1] = ZERO + tenths;
    bytes[end + 2] = ZERO + hundredths;
    bytes[end + 3] = ZERO + last;
    this.end = end + (last > 0 ? 4 : hundredths > 0 ? 3 : 2);
    return this;
  }

  private whole(value: number): this {
    let size = 1;
    for (let left = value; left >= 10; left = (left / 10) | 0) size++;
    this.makeRoom(size);
    const { bytes } = this;
    this.end += size;
    let left = value;
    for (let at = this.end - 1; size > 0; size--) {
      const tenth = (left / 10) | 0;
      bytes[at--] = ZERO + left - tenth * 10;
      left = tenth;
    }
    return this;
  }
}

type Members = Readonly<Record<string, unknown>>;

/** Beyond this many, sorting by insertion is slow. */
const FEW_KEYS = 32;

/** Most records have a few keys, in order or nearly so: those are put in their places one by one. */
const sortedKeys = (members: Members): readonly string[] => {
  const keys = Object.keys(members);
  if (keys.length > FEW_KEYS) return keys.sort(compareText);
  for (let at = 1; at < keys.length; at++) {
    const key = keys[at]!;
    let to = at;
    for (; to > 0 && keys[to - 1]! > key; to--) keys[to] = keys[to - 1]!;
    keys[to] = key;
  }
  return keys;
};

/** Order by code unit: the same everywhere, unlike `localeCompare`. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
