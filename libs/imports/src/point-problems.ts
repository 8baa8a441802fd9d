import { isoInstant } from '@trueque/kernel';
import type { Fate, Point } from './month-blocks.js';
import type { Problem } from './reading.js';

export interface PlaceOfPoint {
  readonly file: string;
  readonly line: number;
}

/** What to say about a point that was not simply taken; the same said twice is only counted. */
export const problemOf = (fate: Fate, point: Point, place: PlaceOfPoint): Problem | undefined => {
  const wording = WORDS[fate];
  if (wording === undefined) return undefined;
  const [code, words] = wording;
  const message = `${point.series} at ${isoInstant(point.startMs)} ${words}`;
  return { severity: 'error', ...place, column: 'interval_start', code, message };
};

const WORDS: Partial<Record<Fate, readonly [code: string, words: string]>> = {
  conflict: ['duplicate', 'is there twice with different values'],
  'out-of-order': [
    'out-of-order',
    'comes back to a month that was finished: sort the file by time',
  ],
  misfit: ['interval-misfit', 'has another length or phase than the intervals before it'],
};
