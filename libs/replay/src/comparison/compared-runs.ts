import type { RunFolder } from '../run/run-folder.js';
import { compareRuns, type Comparison } from './compare.js';
import { clearedIds, type RunTotals, totalsOf } from './run-totals.js';

/** Both runs with all their sums, for pages that draw them, and what comes of comparing them. */
export interface ComparedRuns {
  readonly a: RunTotals;
  readonly b: RunTotals;
  readonly comparison: Comparison;
}

export interface NamedRun {
  readonly name: string;
  readonly folder: RunFolder;
}

/** A run by the name of its source and rules. Throws `NoSuchRun`. */
export const namedRun = async (folder: RunFolder): Promise<NamedRun> => {
  const { name, source } = await folder.manifest();
  return { name: `${source}, ${name}`, folder };
};

/**
 * Over the auctions that both have cleared; how many only one of them has is in the comparison. Two
 * runs of one auction each are compared whatever these are called.
 */
export const comparedRuns = async (a: NamedRun, b: NamedRun): Promise<ComparedRuns> => {
  const [idsA, idsB] = [
    await clearedIds(a.folder.auctions()),
    await clearedIds(b.folder.auctions()),
  ];
  const onlyOne = idsA.size === 1 && idsB.size === 1;
  const both = new Set([...idsA].filter((id) => idsB.has(id)));
  const of = ({ name, folder }: NamedRun, ids: ReadonlySet<string>) =>
    totalsOf(name, folder.auctions(), onlyOne ? ids : both);
  const [before, after] = [await of(a, idsA), await of(b, idsB)];
  const auctionsInOne = onlyOne ? 0 : idsA.size + idsB.size - 2 * both.size;
  return { a: before, b: after, comparison: { ...compareRuns(before, after), auctionsInOne } };
};
