import { writeUtf8 } from '@trueque/kernel';
import { writeInt64 } from '../int64.js';

/**
 * An array in PostgreSQL's binary format, as a parameter: neither side escapes or parses text. Of
 * `pg`, a Buffer is sent as it is.
 */
interface Elements<Element> {
  /** PostgreSQL's number of the element's type. */
  readonly type: number;
  readonly bytesMax: (element: Element) => number;
  /** Answers where it ends. */
  readonly write: (buffer: Buffer, element: Element, at: number) => number;
}

const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

const arrayOf =
  <Element>({ type, bytesMax, write }: Elements<Element>) =>
  (elements: readonly (Element | undefined)[]): Buffer => {
    let size = HEADER_BYTES + elements.length * LENGTH_BYTES;
    for (const element of elements) size += element === undefined ? 0 : bytesMax(element);
    const buffer = Buffer.allocUnsafe(size);
    const header = [elements.length === 0 ? 0 : 1, 1, type, elements.length, 1];
    let at = 0;
    // Dimensions, whether there may be nulls, type; count and first index of the one dimension.
    for (const word of header) at = buffer.writeInt32BE(word, at);
    for (const element of elements) {
      const from = at + LENGTH_BYTES;
      const end = element === undefined ? from : write(buffer, element, from);
      buffer.writeInt32BE(element === undefined ? NULL_LENGTH : end - from, at);
      at = end;
    }
    return buffer.subarray(0, elements.length === 0 ? 12 : at);
  };

const UTF8_BYTES_MAX = 3;

export const textArray = arrayOf<string>({
  type: 25,
  bytesMax: (text) => text.length * UTF8_BYTES_MAX,
  write: writeUtf8,
});

/** Texts of JSON as the bytes they are. */
export const jsonArray = arrayOf<Uint8Array>({
  type: 114,
  bytesMax: (bytes) => bytes.length,
  write: (buffer, bytes, at) => {
    buffer.set(bytes, at);
    return at + bytes.length;
  },
});

const DASH = 0x2d;
/** Of the digits from 0 on, by their codes; small letters alone, as they are written here. */
const DIGITS = Uint8Array.from({ length: 0x67 }, (_, code) =>
  code < 0x3a ? code - 0x30 : code - 0x57,
);

/** Hex digits as bytes, the dashes of a UUID left out. */
const writeHex = (buffer: Buffer, hex: string, at: number): number => {
  let end = at;
  for (let from = 0; from < hex.length; from += 2) {
    if (hex.charCodeAt(from) === DASH) from += 1;
    buffer[end] = (DIGITS[hex.charCodeAt(from)]! << 4) | DIGITS[hex.charCodeAt(from + 1)]!;
    end += 1;
  }
  return end;
};

/** Bytes as hex digits. */
export const byteaArray = arrayOf<string>({
  type: 17,
  bytesMax: (hex) => hex.length / 2,
  write: writeHex,
});

export const uuidArray = arrayOf<string>({ type: 2950, bytesMax: () => 16, write: writeHex });

export const int4Array = arrayOf<number>({
  type: 23,
  bytesMax: () => 4,
  write: (buffer, value, at) => buffer.writeInt32BE(value, at),
});

export const int2Array = arrayOf<number>({
  type: 21,
  bytesMax: () => 2,
  write: (buffer, value, at) => buffer.writeInt16BE(value, at),
});

const EPOCH_2000_MS = Date.UTC(2000, 0, 1);

/** Instants as RFC 3339 texts; PostgreSQL counts microseconds from the year 2000. */
export const instantArray = arrayOf<string>({
  type: 1184,
  bytesMax: () => 8,
  write: (buffer, text, at) => {
    writeInt64(buffer, (Date.parse(text) - EPOCH_2000_MS) * 1000, at);
    return at + 8;
  },
});
