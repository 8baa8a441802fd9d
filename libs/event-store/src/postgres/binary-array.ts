import { writeInt64 } from '../int64.js';

/**
 * An array in PostgreSQL's binary format, as a parameter: neither side escapes or parses text. Of
 * `pg`, a Buffer is sent as it is.
 */
interface Elements<Element> {
  /** PostgreSQL's number of the element's type. */
  readonly type: number;
  readonly length: (element: Element) => number;
  readonly write: (buffer: Buffer, element: Element, at: number) => void;
}

const HEADER_BYTES = 20;
const NULL_LENGTH = -1;

const arrayOf =
  <Element>({ type, length, write }: Elements<Element>) =>
  (elements: readonly (Element | undefined)[]): Buffer => {
    const lengths = elements.map((each) => (each === undefined ? NULL_LENGTH : length(each)));
    const size = lengths.reduce((sum, each) => sum + 4 + Math.max(each, 0), HEADER_BYTES);
    const buffer = Buffer.allocUnsafe(size);
    const header = [elements.length === 0 ? 0 : 1, 1, type, elements.length, 1];
    let at = 0;
    // Dimensions, whether there may be nulls, type; count and first index of the one dimension.
    for (const word of header) at = buffer.writeInt32BE(word, at);
    elements.forEach((element, index) => {
      at = buffer.writeInt32BE(lengths[index] ?? NULL_LENGTH, at);
      if (element === undefined) return;
      write(buffer, element, at);
      at += lengths[index] ?? 0;
    });
    return elements.length === 0 ? buffer.subarray(0, 12) : buffer;
  };

const utf8 = {
  length: (text: string) => Buffer.byteLength(text),
  write: (buffer: Buffer, text: string, at: number) => void buffer.write(text, at),
};

export const textArray = arrayOf({ type: 25, ...utf8 });
export const jsonArray = arrayOf({ type: 114, ...utf8 });

/** Bytes as hex digits. */
export const byteaArray = arrayOf<string>({
  type: 17,
  length: (hex) => hex.length / 2,
  write: (buffer, hex, at) => void buffer.write(hex, at, 'hex'),
});

export const uuidArray = arrayOf<string>({
  type: 2950,
  length: () => 16,
  write: (buffer, uuid, at) => void buffer.write(uuid.replaceAll('-', ''), at, 'hex'),
});

export const int4Array = arrayOf<number>({
  type: 23,
  length: () => 4,
  write: (buffer, value, at) => void buffer.writeInt32BE(value, at),
});

export const int2Array = arrayOf<number>({
  type: 21,
  length: () => 2,
  write: (buffer, value, at) => void buffer.writeInt16BE(value, at),
});

const EPOCH_2000_MS = Date.UTC(2000, 0, 1);

/** Instants as RFC 3339 texts; PostgreSQL counts microseconds from the year 2000. */
export const instantArray = arrayOf<string>({
  type: 1184,
  length: () => 8,
  write: (buffer, text, at) => writeInt64(buffer, (Date.parse(text) - EPOCH_2000_MS) * 1000, at),
});
