import { TextDecoder } from 'node:util';
import { UnreadableInput } from './unreadable-input.js';

/** Bytes as text: a byte order mark decides, else the encoding that was said, else UTF-8. */
export async function* decodedText(
  bytes: AsyncIterable<Uint8Array>,
  path: string,
  encoding: string | undefined,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const piece of bytes) {
    decoder ??= decoderOf(piece, path, encoding);
    yield decoded(decoder, piece, path);
  }
  if (decoder !== undefined) yield decoded(decoder, undefined, path);
}

const decoded = (decoder: TextDecoder, piece: Uint8Array | undefined, path: string): string => {
  try {
    const text = piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    if (!text.includes('\0')) return text;
  } catch {
    // Falls through to the one message for both.
  }
  throw new UnreadableInput(
    'encoding-wrong',
    path,
    `this is no ${decoder.encoding} text. Say which encoding it is, for example --encoding latin1`,
  );
};

const decoderOf = (first: Uint8Array, path: string, encoding: string | undefined): TextDecoder => {
  const label = markOf(first) ?? encoding ?? 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new UnreadableInput('encoding-wrong', path, `there is no encoding called ${label}`);
  }
};

const markOf = ([one, two]: Uint8Array): string | undefined => {
  if (one === 0xff && two === 0xfe) return 'utf-16le';
  if (one === 0xfe && two === 0xff) return 'utf-16be';
  return undefined;
};
