import { UnreadableInput } from './unreadable-input.js';

/** What is packed in good faith does not grow more than this, not even rows of zeros. */
const TIMES_PACKED_MAX = 500;
/** Below this nobody minds. */
const FREE_BYTES = 1 << 26;

/** Passes bytes on, and refuses a file that unpacks to far more than it holds. */
export async function* withinReason(
  unpacked: AsyncIterable<Uint8Array>,
  path: string,
  packedBytes: () => number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of unpacked) {
    bytes += piece.length;
    if (bytes > FREE_BYTES && bytes > packedBytes() * TIMES_PACKED_MAX)
      throw new UnreadableInput(
        'unpacks-without-end',
        path,
        `it unpacks to more than ${TIMES_PACKED_MAX} times its size; such a file can be a bomb`,
      );
    yield piece;
  }
}
