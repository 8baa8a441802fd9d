import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { decodedText } from './decoded-text.js';
import { UnreadableInput } from './unreadable-input.js';

/** A file or folder that is imported, and what lies beside it. */
export interface SourceFile {
  readonly path: string;
  /** Without folder and without `.gz`. */
  readonly name: string;
  /** Its text in pieces, whatever it is packed and encoded in. Throws `UnreadableInput`. */
  text(): AsyncIterable<string>;
  /** A file beside this one (or in it, where it is a folder); undefined where there is none. */
  companion(name: string): Promise<SourceFile | undefined>;
}

/** Called with every piece as it lies on the disk, before it is unpacked. */
export type BytesListener = (bytes: Uint8Array) => void;

export const sourceFile = (
  path: string,
  encoding: string | undefined,
  onBytes: BytesListener = () => undefined,
): SourceFile => ({
  path,
  name: basename(path).replace(/\.gz$/, ''),
  text: () => decodedText(unpacked(path, onBytes), path, encoding),
  companion: async (name) => {
    const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
    const beside = join(isFolder ? path : dirname(path), name);
    const found = await stat(beside).catch(() => undefined);
    return found?.isFile() === true ? sourceFile(beside, encoding, onBytes) : undefined;
  },
});

export const wholeText = async (file: SourceFile): Promise<string> => {
  let text = '';
  for await (const piece of file.text()) text += piece;
  return text;
};

/** A file is read and unpacked in pieces of this size. */
const PIECE_BYTES = 1 << 16;

const GZIP = [0x1f, 0x8b];

/** Packed or not is told by the first bytes, not by the name. */
async function* unpacked(path: string, onBytes: BytesListener): AsyncGenerator<Uint8Array> {
  const bytes = tapped(path, onBytes);
  const first = await bytes.next();
  if (first.done === true) return;
  const all = rejoined(first.value, bytes);
  const isPacked = GZIP.every((byte, index) => first.value[index] === byte);
  yield* isPacked ? gunzipped(path, all) : all;
}

async function* gunzipped(
  path: string,
  packed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  void (async () => {
    for await (const piece of packed) if (!gunzip.write(piece)) await once(gunzip, 'drain');
    gunzip.end();
  })().catch((error: unknown) => gunzip.destroy(error instanceof Error ? error : undefined));
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (error instanceof UnreadableInput) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new UnreadableInput('gzip-broken', path, `the gzip is damaged or cut short (${why})`);
  }
}

async function* rejoined(
  first: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

async function* tapped(path: string, onBytes: BytesListener): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of createReadStream(path, {
      highWaterMark: PIECE_BYTES,
    }) as AsyncIterable<Uint8Array>) {
      onBytes(piece);
      yield piece;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const words = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    throw new UnreadableInput('file-unreadable', path, words);
  }
}
