import { problem } from './problem.js';

/** Weak, since JSON and CSV of one revision differ in bytes and mean the same. */
export const etagOf = (revision: number | string): string => `W/"${revision}"`;

/** Versions that `If-Match` names; undefined where it is not there, or means any: `*`. */
export const versionsIn = (ifMatch: string | undefined): readonly string[] | undefined => {
  const text = ifMatch?.trim() ?? '*';
  if (text === '*') return undefined;
  return text.split(',').map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''));
};

/** Throws 412 where `If-Match` is there and names another revision; nothing is changed then. */
export const requireMatch = (ifMatch: string | undefined, revision: number | string): void => {
  if (versionsIn(ifMatch)?.includes(String(revision)) ?? true) return;
  throw problem(
    412,
    'changed-meanwhile',
    `It was changed meanwhile: If-Match says ${ifMatch}, it is now ${etagOf(revision)}. Read it again.`,
  );
};

const REVISION = /^(\d{1,9})(?:-|$)/;

/**
 * Revisions of a stream that versions name: `17`, or `17-…` where an answer's digest follows. One
 * that names no revision is of something else, and never holds.
 */
export const revisionsIn = (
  versions: readonly string[] | undefined,
): readonly number[] | undefined =>
  versions?.map((each) => Number(REVISION.exec(each)?.[1] ?? NaN));
