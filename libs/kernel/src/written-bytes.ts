const encoder = new TextEncoder();

const BYTES_MIN = 1 << 10;
/** What is larger is not held on to. */
const BYTES_KEPT_MAX = 1 << 20;
const UTF8_BYTES_MAX = 3;
const ASCII_END = 0x80;
/** Of texts that are longer, and of those with other letters, the encoder is faster. */
const SHORT = 64;

/** Bytes that are written one after the other, into memory that grows as it must and is used again. */
export class WrittenBytes {
  protected bytes: Uint8Array;
  protected end = 0;

  constructor(size = BYTES_MIN) {
    this.bytes = new Uint8Array(size);
  }

  /** Begins anew; what was seen of it before is written over. */
  restart(): this {
    this.end = 0;
    if (this.bytes.length > BYTES_KEPT_MAX) this.bytes = new Uint8Array(BYTES_MIN);
    return this;
  }

  /** How many bytes were written. */
  get size(): number {
    return this.end;
  }

  /** What was written, until the next thing is. */
  seen(): Uint8Array {
    return this.bytes.subarray(0, this.end);
  }

  /** What stands in a table from one place to before another: of few bytes, no view of them is made. */
  partOf(table: Uint8Array, from: number, to: number): this {
    this.makeRoom(to - from);
    const { bytes, end } = this;
    for (let at = from; at < to; at++) bytes[end + at - from] = table[at]!;
    this.end = end + to - from;
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.makeRoom(bytes.length);
    this.bytes.set(bytes, this.end);
    this.end += bytes.length;
    return this;
  }

  utf8(text: string): this {
    this.makeRoom(text.length * UTF8_BYTES_MAX);
    this.end = writeUtf8(this.bytes, text, this.end);
    return this;
  }

  protected makeRoom(size: number): void {
    const needed = this.end + size;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    larger.set(this.seen());
    this.bytes = larger;
  }
}

/** What is written again and again, as bytes from the beginning. */
export const inBytes = (text: string): Uint8Array => encoder.encode(text);

/** Where there is room for it; answers where it ends. */
export const writeUtf8 = (bytes: Uint8Array, text: string, from: number): number => {
  if (text.length > SHORT) return encoded(bytes, text, from);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ASCII_END) return encoded(bytes, text, from);
    bytes[from + at] = code;
  }
  return from + text.length;
};

const encoded = (bytes: Uint8Array, text: string, from: number): number =>
  from + encoder.encodeInto(text, bytes.subarray(from)).written;
