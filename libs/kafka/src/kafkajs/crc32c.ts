/** The polynomial of Castagnoli, its bits in reverse. */
const POLYNOMIAL = 0x82f63b78;
const BYTES_AT_ONCE = 8;
const TABLE = 256;

/** For each of eight bytes in a row, what it does to the sum. */
const TABLES = ((): Int32Array => {
  const tables = new Int32Array(BYTES_AT_ONCE * TABLE);
  for (let byte = 0; byte < TABLE; byte += 1) {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
    tables[byte] = sum;
  }
  for (let at = TABLE; at < tables.length; at += 1) {
    const before = tables[at - TABLE] ?? 0;
    tables[at] = (before >>> 8) ^ (tables[before & 255] ?? 0);
  }
  return tables;
})();

const entry = (place: number, byte: number): number => TABLES[place * TABLE + byte] ?? 0;

/**
 * The checksum of Kafka's record batches, from one index to before another. Eight bytes at a time: one
 * after the other, each waits for the one before.
 */
export const crc32c = (bytes: Uint8Array, from: number, to: number): number => {
  const byte = (at: number): number => bytes[at] ?? 0;
  let sum = -1;
  let at = from;
  for (; at + BYTES_AT_ONCE <= to; at += BYTES_AT_ONCE) {
    const first =
      sum ^ (byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24));
    sum =
      entry(7, first & 255) ^
      entry(6, (first >>> 8) & 255) ^
      entry(5, (first >>> 16) & 255) ^
      entry(4, first >>> 24) ^
      entry(3, byte(at + 4)) ^
      entry(2, byte(at + 5)) ^
      entry(1, byte(at + 6)) ^
      entry(0, byte(at + 7));
  }
  for (; at < to; at += 1) sum = entry(0, (sum ^ byte(at)) & 255) ^ (sum >>> 8);
  return ~sum >>> 0;
};
