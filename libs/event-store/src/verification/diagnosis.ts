import type { Pool } from 'pg';
import { fits, hashBefore, type Link, readHashes, readLinks } from './link.js';

/** The first position at which a partition is not what was recorded. */
export interface Break {
  readonly position: number;
  readonly reason: 'changed' | 'missing' | 'inserted' | 'reordered' | 'rewritten' | 'not-the-end';
  /** For a person: what was found there. */
  readonly detail: string;
}

/**
 * Says what happened at a link whose hash is not the chain's. The neighbours tell: an event that
 * fits one place before or after its own was moved there by an insertion or a deletion.
 */
export const diagnose = async (log: Pool, partition: string, broken: Link): Promise<Break> => {
  const { position, type } = broken;
  const before = await hashBefore(log, partition, position);
  const next = await linkAfter(log, partition, position);
  const exchanged = next !== undefined && fits(broken, next.hash, position + 1);
  if (!exchanged && next !== undefined && fits(next, before, position))
    return { position, reason: 'inserted', detail: `${type} was never recorded` };
  if (await fitsOneEarlier(log, partition, broken))
    return { position: position - 1, reason: 'inserted', detail: 'it was never recorded' };
  if (next !== undefined && fits(next, broken.hash, position + 2))
    return { position, reason: 'missing', detail: 'it was removed and what followed moved up' };
  const place = await placeOf(log, partition, broken);
  if (place !== undefined)
    return { position, reason: 'reordered', detail: `${type} was recorded at ${place}` };
  return { position, reason: 'changed', detail: `${type} is not what was recorded` };
};

const linkAfter = async (
  log: Pool,
  partition: string,
  position: number,
): Promise<Link | undefined> => {
  for await (const link of readLinks(log, partition, position)) return link;
  return undefined;
};

/** The link before has a hash that fits, as only somebody who knows the chain can make: it is too much. */
const fitsOneEarlier = async (log: Pool, partition: string, broken: Link): Promise<boolean> => {
  if (broken.position < 2) return false;
  const before = await hashBefore(log, partition, broken.position - 1);
  return fits(broken, before, broken.position - 1);
};

/** Where the link was before somebody exchanged it with another. */
const placeOf = async (log: Pool, partition: string, broken: Link): Promise<number | undefined> => {
  for await (const { position, hash } of readHashes(log, partition)) {
    if (fits(broken, hash, position + 1)) return position + 1;
    // Its neighbour took its place: the hash it followed stands where it stood.
    if (fits(broken, hash, position)) return position;
  }
  return undefined;
};
