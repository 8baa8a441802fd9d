import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { types } from 'node:util';
import { CommandFailure, EXIT } from '../exit.js';

/** The text of a file, or of standard input for `-`. */
export const readInput = async (path: string): Promise<string> => {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandFailure(EXIT.usage, `cannot read ${path}: ${reasonOf(error)}`);
  }
};

export const writeOutput = async (path: string, content: string | Uint8Array): Promise<void> => {
  try {
    await writeFile(path, content);
  } catch (error) {
    throw new CommandFailure(EXIT.usage, `cannot write ${path}: ${reasonOf(error)}`);
  }
};

/** Writes a file that is there whole or not at all, however it ends: beside it first, then in its place. */
export const writeWhole = async (
  path: string,
  write: (unfinished: string) => Promise<void>,
): Promise<void> => {
  const unfinished = `${path}.unfinished`;
  try {
    await write(unfinished);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (!types.isNativeError(error) || !('syscall' in error)) throw error;
    throw new CommandFailure(EXIT.usage, `cannot write ${path}: ${reasonOf(error)}`);
  }
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'permission denied',
  ENOSPC: 'the disk is full',
};

const reasonOf = (error: unknown): string => {
  if (!types.isNativeError(error)) return String(error);
  return REASONS['code' in error ? String(error.code) : ''] ?? error.message;
};
