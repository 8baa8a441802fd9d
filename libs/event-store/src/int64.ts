const TWO_TO_32 = 2 ** 32;

/** A safe integer in eight bytes, big-endian, without the detour by a bigint. */
export const writeInt64 = (buffer: Buffer, value: number, at: number): void => {
  const high = Math.floor(value / TWO_TO_32);
  buffer.writeInt32BE(high, at);
  buffer.writeUInt32BE(value - high * TWO_TO_32, at + 4);
};
