import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { decodedText } from './decoded-text.js';
import { UnreadableInput } from './unreadable-input.js';
import { withinReason } from './within-reason.js';
import { type ZipEntry, zipEntries } from './zip-entries.js';

/** A file or folder that is imported, and what lies beside it. */
export interface SourceFile {
  readonly path: string;
  /** Without folder and without `.gz`. */
  readonly name: string;
  /** Its bytes as they are once unpacked. Throws `UnreadableInput`. */
  bytes(): AsyncIterable<Uint8Array>;
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
  bytes: () => unpacked(path, onBytes),
  text: () => decodedText(unpacked(path, onBytes), path, encoding),
  companion: async (name) => {
    const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
    const beside = join(isFolder ? path : dirname(path), name);
    const found = await stat(beside).catch(() => undefined);
    return found?.isFile() === true ? sourceFile(beside, encoding, onBytes) : undefined;
  },
});

const ZIP = [0x50, 0x4b];

/**
 * Files to read, in order: each path, or the files in it where it is a zip container. Zip or not is
 * told by the first bytes, not by the name.
 */
export const sourceFiles = async (
  paths: readonly string[],
  encoding: string | undefined,
  onBytes: BytesListener = () => undefined,
): Promise<readonly SourceFile[]> => {
  const files: SourceFile[] = [];
  for (const path of paths) {
    if (!(await beginsWith(path, ZIP))) files.push(sourceFile(path, encoding, onBytes));
    else
      for (const entry of await zipEntries(path))
        files.push(zippedFile(path, entry, encoding, onBytes));
  }
  return files;
};

const beginsWith = async (path: string, bytes: readonly number[]): Promise<boolean> => {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { buffer } = await file.read(Buffer.alloc(bytes.length), 0, bytes.length, 0);
    return bytes.every((byte, index) => buffer[index] === byte);
  } catch {
    return false; // A folder.
  } finally {
    await file.close();
  }
};

const zippedFile = (
  path: string,
  { name, bytes }: ZipEntry,
  encoding: string | undefined,
  onBytes: BytesListener,
): SourceFile => {
  const place = `${path}/${name}`;
  const heard = () => tapped(bytes(), onBytes);
  return {
    path: place,
    name: basename(name),
    bytes: heard,
    text: () => decodedText(heard(), place, encoding),
    companion: () => Promise.resolve(undefined),
  };
};

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
  let packedBytes = 0;
  const bytes = tapped(bytesOnDisk(path), (piece) => {
    packedBytes += piece.length;
    onBytes(piece);
  });
  const first = await bytes.next();
  if (first.done === true) return;
  const all = rejoined(first.value, bytes);
  const isPacked = GZIP.every((byte, index) => first.value[index] === byte);
  if (isPacked) yield* withinReason(gunzipped(path, all), path, () => packedBytes);
  else yield* all;
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

async function* tapped(
  bytes: AsyncIterable<Uint8Array>,
  onBytes: BytesListener,
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    onBytes(piece);
    yield piece;
  }
}

async function* bytesOnDisk(path: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path, { highWaterMark: PIECE_BYTES });
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const words = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    throw new UnreadableInput('file-unreadable', path, words);
  }
}
