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
