import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** Bytes that are hashed at a time. */
const PORTION = 1 << 16;
const [ZERO, QUOTE, BACKSLASH] = [0x30, 0x22, 0x5c];

/**
 * SHA-256 over canonical JSON, for who knows the shape of what it writes: straight into bytes, so that a
 * large market is never a text. Who writes sorts the keys; the digest is that of `digest` for the same value.
 */
export class CanonicalHash {
  private readonly hash = createHash('sha256');
  private readonly bytes = new Uint8Array(PORTION);
  private end = 0;

  /** Keys and marks, as they stand: plain ASCII, shorter than a portion. */
  write(plain: string): this {
    this.makeRoom(plain.length);
    const { bytes, end } = this;
    for (let at = 0; at < plain.length; at++) bytes[end + at] = plain.charCodeAt(at);
    this.end = end + plain.length;
    return this;
  }

  /** A text with its quotes. */
  text(text: string): this {
    if (text.length + 2 > PORTION) return this.value(text);
    this.makeRoom(text.length + 2);
    const { bytes, end } = this;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      // What JSON would have to escape, or is more than a byte.
      if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH)
        return this.value(text);
      bytes[end + 1 + at] = code;
    }
    bytes[end] = bytes[end + 1 + text.length] = QUOTE;
    this.end = end + text.length + 2;
    return this;
  }

  number(value: number): this {
    if (value >= 0 && value <= 0x7fffffff && value === Math.trunc(value)) return this.whole(value);
    return this.write(Number.isFinite(value) ? String(value) : 'null');
  }

  /** Numbers in brackets: all, or those from one place to before another. */
  numbers(values: ArrayLike<number>, from = 0, to = values.length): this {
    for (let at = from; at < to; at++) this.write(at === from ? '[' : ',').number(values[at]!);
    return this.write(to > from ? ']' : '[]');
  }

  /** Items in brackets, each written by who knows it. */
  list<Item>(items: readonly Item[], write: (item: Item, index: number) => void): this {
    items.forEach((item, index) => {
      this.write(index === 0 ? '[' : ',');
      write(item, index);
    });
    return this.write(items.length > 0 ? ']' : '[]');
  }

  /** Whatever has no shape that is known here. */
  value(value: unknown): this {
    this.flush();
    this.hash.update(canonicalJson(value));
    return this;
  }

  hex(): string {
    this.flush();
    return this.hash.digest('hex');
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

  private makeRoom(size: number): void {
    if (this.end + size > PORTION) this.flush();
  }

  private flush(): void {
    this.hash.update(this.bytes.subarray(0, this.end));
    this.end = 0;
  }
}
