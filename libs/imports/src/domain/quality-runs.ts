import type { Quality } from '@trueque/contracts';

/** Qualities of intervals in order, each with how many intervals have it. */
export type QualityRuns = readonly (readonly [Quality, number])[];

export const qualityRuns = (qualities: readonly Quality[]): [Quality, number][] => {
  const runs: [Quality, number][] = [];
  for (const quality of qualities) {
    const last = runs.at(-1);
    if (last?.[0] === quality) last[1] += 1;
    else runs.push([quality, 1]);
  }
  return runs;
};

export const qualitiesOf = (runs: QualityRuns): Quality[] =>
  runs.flatMap(([quality, count]) => new Array<Quality>(count).fill(quality));

/** The runs of intervals `from` to before `to`. */
export const partOfRuns = (runs: QualityRuns, from: number, to: number): [Quality, number][] => {
  let at = 0;
  return runs.flatMap(([quality, count]): [Quality, number][] => {
    const inside = Math.min(to, at + count) - Math.max(from, at);
    at += count;
    return inside > 0 ? [[quality, inside]] : [];
  });
};
