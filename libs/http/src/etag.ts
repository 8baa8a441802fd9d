import { problem } from './problem.js';

/** Weak, since JSON and CSV of one revision differ in bytes and mean the same. */
export const etagOf = (revision: number | string): string => `W/"${revision}"`;

/** Throws 412 where `If-Match` is there and names another revision; nothing is changed then. */
export const requireMatch = (ifMatch: string | undefined, revision: number | string): void => {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const named = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (named.includes(`"${revision}"`)) return;
  throw problem(
    412,
    'changed-meanwhile',
    `It was changed meanwhile: If-Match says ${ifMatch}, it is now ${etagOf(revision)}. Read it again.`,
  );
};
