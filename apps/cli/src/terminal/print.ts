import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The one JSON document of a command, on standard output. */
export const printDocument = (document: object): void => {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
};

export const printText = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** What is too long for memory: piece by piece, as fast as the reader takes it. */
export const printPieces = (pieces: AsyncIterable<string>): Promise<void> =>
  pipeline(Readable.from(pieces), process.stdout, { end: false });

/** What is not the answer: progress, notes, what was written where. */
export const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** `{name: [items]}` as JSON, written as it is read: a list may be larger than memory. */
export async function* listDocument(
  name: string,
  items: AsyncIterable<unknown>,
): AsyncGenerator<string> {
  let before = `{\n  "${name}": [`;
  for await (const item of items) {
    yield `${before}\n${indented(JSON.stringify(item, null, 2))}`;
    before = ',';
  }
  yield before === ',' ? '\n  ]\n}\n' : `${before}]\n}\n`;
}

const indented = (text: string): string => text.replace(/^/gm, '    ');
