import {
  clearedIds,
  compareRuns,
  type Comparison,
  NoSuchRun,
  NotComparable,
  RunFolder,
  type RunTotals,
  totalsOf,
} from '@trueque/replay';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { CommandFailure, EXIT } from '../exit.js';
import { runFolderOf } from '../replay/replay.js';
import { runReplay } from '../replay/run-replay.js';
import type { SourceArguments } from '../replay/run-sources.js';
import { note } from '../terminal/print.js';
import { readScenario } from '../replay/scenario-input.js';

/** Both runs with all their sums, for pages that draw them, and what comes of comparing them. */
export interface ComparedRuns {
  readonly a: RunTotals;
  readonly b: RunTotals;
  readonly comparison: Comparison;
}

/** The word for the rules that were in force. */
const AS_RECORDED = 'as-recorded';

/**
 * A and B are runs (folders) or case files, which are cleared here. With a market or a folder of
 * cases they are rules: a scenario file, or `as-recorded`, and are replayed first.
 */
export const comparedRuns = async (
  a: string,
  b: string,
  given: SourceArguments,
): Promise<ComparedRuns> => {
  const runs = [await runFor(a, given), await runFor(b, given)] as const;
  try {
    const [before, after] = await totalsOfBoth(runs);
    return { a: before, b: after, comparison: compareRuns(before, after) };
  } catch (error) {
    const isUsage = error instanceof NoSuchRun || error instanceof NotComparable;
    throw isUsage ? new CommandFailure(EXIT.usage, error.message) : error;
  } finally {
    for (const { remove } of runs) remove();
  }
};

interface NamedRun {
  readonly name: string;
  readonly folder: RunFolder;
  /** Takes away what was made for this comparison alone. */
  readonly remove: () => void;
}

/** Over the auctions that both have cleared; two cases are one auction each, whatever they are called. */
const totalsOfBoth = async ([a, b]: readonly [NamedRun, NamedRun]) => {
  const [idsA, idsB] = [
    await clearedIds(a.folder.auctions()),
    await clearedIds(b.folder.auctions()),
  ];
  const onlyOne = idsA.size === 1 && idsB.size === 1;
  const both = new Set([...idsA].filter((id) => idsB.has(id)));
  const left = idsA.size + idsB.size - 2 * both.size;
  if (!onlyOne && left > 0)
    note(`compared are ${both.size} auctions that both have cleared; ${left} are in one only`);
  const of = ({ name, folder }: NamedRun, ids: ReadonlySet<string>) =>
    totalsOf(name, folder.auctions(), onlyOne ? ids : both);
  return [await of(a, idsA), await of(b, idsB)] as const;
};

const runFor = async (name: string, given: SourceArguments): Promise<NamedRun> => {
  if (given.market !== undefined || given.cases !== undefined) return runOfRules(name, given);
  if (existsSync(join(name, 'run.json'))) return runIn(name);
  if (name.endsWith('.json') && existsSync(name)) return runOfCase(name);
  throw new CommandFailure(EXIT.usage, `${name} is neither the folder of a run nor a case file`);
};

const runIn = async (path: string): Promise<NamedRun> => {
  const folder = new RunFolder(path);
  const { name, source } = await folder.manifest();
  return { name: `${source}, ${name}`, folder, remove: () => undefined };
};

const runOfRules = async (rules: string, given: SourceArguments): Promise<NamedRun> => {
  const scenario = rules === AS_RECORDED ? undefined : await readScenario(rules);
  const folder = runFolderOf(given, scenario?.name ?? AS_RECORDED);
  await runReplay({ ...given, scenario, folder });
  return runIn(folder);
};

/** A case is a run of one auction, kept for the comparison. */
const runOfCase = async (path: string): Promise<NamedRun> => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-run-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  await runReplay({ cases: path, scenario: undefined, folder });
  return { name: basename(path, '.json'), folder: new RunFolder(folder), remove };
};
