import { once } from 'node:events';
import { open as openZip, type Entry, type ZipFile } from 'yauzl';
import { UnreadableInput } from './unreadable-input.js';

/** One file in a zip container, unpacked piece by piece. */
export interface ZipEntry {
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
}

const ENTRIES_MAX = 1_000;

/** Files in a zip container, in its order; folders are none. Reads their names, not yet the files. */
export const zipEntries = async (path: string): Promise<readonly ZipEntry[]> => {
  const zip = await opened(path);
  try {
    const entries: Entry[] = [];
    for await (const entry of entriesOf(zip)) {
      if (entries.push(entry) > ENTRIES_MAX)
        throw unreadable(path, `it holds more than ${ENTRIES_MAX} files`);
    }
    const files = entries.filter(({ fileName }) => !fileName.endsWith('/'));
    return files.map((entry) => ({
      name: entry.fileName,
      bytes: () => bytesOf(path, entry),
    }));
  } catch (error) {
    throw asUnreadable(path, error);
  } finally {
    zip.close();
  }
};

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (let index = 0; index < zip.entryCount; index += 1) {
    const entry = once(zip, 'entry');
    zip.readEntry();
    const [next] = (await entry) as [Entry];
    yield next;
  }
}

async function* bytesOf(path: string, entry: Entry): AsyncGenerator<Uint8Array> {
  const zip = await opened(path);
  try {
    // It ends with an error where more comes out than the container says.
    yield* (await streamOf(zip, entry)) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw asUnreadable(path, error);
  } finally {
    zip.close();
  }
}

const streamOf = (zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> =>
  new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
  );

const opened = (path: string): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    openZip(path, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error ? reject(unreadable(path, error.message)) : resolve(zip),
    ),
  );

const asUnreadable = (path: string, error: unknown): UnreadableInput =>
  error instanceof UnreadableInput
    ? error
    : unreadable(path, error instanceof Error ? error.message : String(error));

const unreadable = (path: string, why: string): UnreadableInput =>
  new UnreadableInput('zip-broken', path, `the zip container is damaged or no such thing (${why})`);
