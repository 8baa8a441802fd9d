const ROOM_BYTES = 1024 * 1024;
const INT_BYTES_MAX = 10;
const UTF8_BYTES = 3;
/** A string as short as this is written faster here than by a call of Node; its length is one byte. */
const SHORT = 63;
const ASCII = 127;

/** Writes bytes of Kafka's protocol one after the other, into room that grows as it must. */
export class ByteWriter {
  bytes: Buffer = Buffer.allocUnsafeSlow(ROOM_BYTES);
  /** Where the next byte goes. */
  at = 0;

  /** Leaves room for so many bytes, to be written later, and answers where it begins. */
  skip(length: number): number {
    this.make(length);
    this.at += length;
    return this.at - length;
  }

  int8(value: number): void {
    const at = this.skip(1);
    this.bytes.writeInt8(value, at);
  }

  int16(value: number): void {
    const at = this.skip(2);
    this.bytes.writeInt16BE(value, at);
  }

  int32(value: number): void {
    const at = this.skip(4);
    this.bytes.writeInt32BE(value, at);
  }

  int64(value: bigint): void {
    const at = this.skip(8);
    this.bytes.writeBigInt64BE(value, at);
  }

  /** A string with a length of two bytes, which is -1 for null. */
  string(text: string | null): void {
    if (text === null) return this.int16(-1);
    const start = this.skip(2);
    this.make(text.length * UTF8_BYTES);
    this.at += this.bytes.write(text, this.at);
    this.bytes.writeInt16BE(this.at - start - 2, start);
  }

  /** Short where it is small, of either sign; times apart need more than the 32 bits of an operator. */
  varint(value: number): void {
    this.make(INT_BYTES_MAX);
    this.at = writeInt(this.bytes, this.at, value);
  }

  /** Bytes or text with its length before it, -1 for null. */
  part(part: Buffer | string | null): void {
    if (part === null) this.varint(-1);
    else if (typeof part === 'string') this.text(part);
    else {
      this.varint(part.length);
      const at = this.skip(part.length);
      this.bytes.set(part, at);
    }
  }

  text(text: string): void {
    this.make(text.length * UTF8_BYTES + INT_BYTES_MAX);
    this.at =
      (text.length <= SHORT ? writeShort(this.bytes, this.at, text) : 0) ||
      writeText(this.bytes, this.at, text);
  }

  /** Puts the number of the bytes since `from` before them; they move if it is not as long as was left. */
  lengthBefore(from: number, left: number): void {
    const length = this.at - from;
    const size = sizeOfInt(length);
    if (size !== left) {
      this.make(size);
      this.bytes.copyWithin(from - left + size, from, this.at);
      this.at += size - left;
    }
    writeInt(this.bytes, from - left, length);
  }

  private make(room: number): void {
    if (this.at + room <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + room));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}

/** Where it ends, or 0 where it is not plain ASCII. */
const writeShort = (bytes: Buffer, start: number, text: string): number => {
  bytes[start] = text.length * 2;
  let at = start + 1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > ASCII) return 0;
    bytes[at++] = code;
  }
  return at;
};

/** Written where it would begin if every character were a byte, and once more where one is not. */
const writeText = (bytes: Buffer, at: number, text: string): number => {
  const start = at + sizeOfInt(text.length);
  const length = bytes.write(text, start);
  const begins = writeInt(bytes, at, length);
  if (begins !== start) bytes.write(text, begins);
  return begins + length;
};

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

const sizeOfInt = (value: number): number => {
  let size = 1;
  for (let rest = zigzag(value); rest > 127; rest = Math.floor(rest / 128)) size += 1;
  return size;
};

const writeInt = (bytes: Buffer, start: number, value: number): number => {
  let at = start;
  let rest = zigzag(value);
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) | 128;
  bytes[at++] = rest;
  return at;
};
