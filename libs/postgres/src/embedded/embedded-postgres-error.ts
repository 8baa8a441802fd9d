import { types } from 'node:util';

/** The embedded server cannot run here; the message says why and what to do about it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** Says what a refused file operation means to the person who started the program. */
export const explainFileError = (path: string, error: unknown): EmbeddedPostgresError => {
  const code = types.isNativeError(error) && 'code' in error ? error.code : undefined;
  const cause = FILE_ERRORS[String(code)] ?? String(error);
  return new EmbeddedPostgresError(`Cannot keep the database in ${path}: ${cause}`, {
    cause: error,
  });
};

const FILE_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'part of the path is a file, not a folder',
  EEXIST: 'part of the path is a file, not a folder',
};
