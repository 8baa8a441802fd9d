import type { Writable } from 'node:stream';
import { run } from '../run.js';
import type { CommandLine, Ended } from './built-cli.js';

const surroundings = { ...process.env };

/** What is written to a stream while something is done, in place of writing it. */
const written = async (stream: Writable, work: () => Promise<void>): Promise<string> => {
  const pieces: Uint8Array[] = [];
  const { write } = stream;
  stream.write = (piece: string | Uint8Array, ...rest: unknown[]): boolean => {
    pieces.push(Buffer.from(piece as string));
    for (const told of rest) if (typeof told === 'function') told();
    return true;
  };
  try {
    await work();
    return Buffer.concat(pieces).toString();
  } finally {
    stream.write = write;
  }
};

/** Runs a command line as a process of its own would, and tells how it ended. */
const ended = async ({ args, env }: CommandLine): Promise<Ended> => {
  process.env = { ...surroundings, ...env };
  process.exitCode = undefined;
  let code: number | null = null;
  let stdout = '';
  const stderr = await written(process.stderr, async () => {
    stdout = await written(process.stdout, async () => {
      code = await run([process.execPath, 'trueque', ...args]);
    });
  });
  return { code, stdout, stderr };
};

process.once('disconnect', () => process.exit());
process.on('message', (line: CommandLine) => void ended(line).then((told) => process.send?.(told)));
