import {
  type ComparedRuns,
  comparedRuns,
  namedRun,
  NoSuchRun,
  NotComparable,
  RunFolder,
} from '@trueque/replay';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { CommandFailure, EXIT } from '../exit.js';
import { runFolderOf } from '../replay/replay.js';
import { replayInto } from '../replay/run-replay.js';
import type { SourceArguments } from '../replay/run-sources.js';
import { AS_RECORDED, rulesOf } from '../replay/scenario-input.js';
import { note } from '../terminal/print.js';

/** A run to compare; `remove` takes away what was made for this comparison alone. */
interface RunToCompare {
  readonly name: string;
  readonly folder: RunFolder;
  readonly remove: () => void;
}

/**
 * A and B are runs (folders) or case files, which are cleared here. With a market or a folder of
 * cases they are rules, a word or a file, and are replayed first.
 */
export const runsToCompare = async (
  a: string,
  b: string,
  given: SourceArguments,
): Promise<ComparedRuns> => {
  const [runA, runB] = [await runFor(a, given), await runFor(b, given)];
  try {
    const runs = await comparedRuns(runA, runB);
    const { auctionsInOne } = runs.comparison;
    if (auctionsInOne > 0) note(`left out: ${auctionsInOne} auctions that only one has cleared`);
    return runs;
  } catch (error) {
    const isUsage = error instanceof NoSuchRun || error instanceof NotComparable;
    throw isUsage ? new CommandFailure(EXIT.usage, error.message) : error;
  } finally {
    for (const { remove } of [runA, runB]) remove();
  }
};

const runFor = async (name: string, given: SourceArguments): Promise<RunToCompare> => {
  if (given.market !== undefined || given.cases !== undefined) return runOfRules(name, given);
  if (existsSync(join(name, 'run.json'))) return runIn(name);
  if (name.endsWith('.json') && existsSync(name)) return runOfCase(name);
  throw new CommandFailure(EXIT.usage, `${name} is neither the folder of a run nor a case file`);
};

const runIn = async (path: string): Promise<RunToCompare> => ({
  ...(await namedRun(new RunFolder(path))),
  remove: () => undefined,
});

const runOfRules = async (rules: string, given: SourceArguments): Promise<RunToCompare> => {
  const scenario = await rulesOf(rules);
  const folder = runFolderOf(given, scenario?.name ?? AS_RECORDED);
  await replayInto({ ...given, scenario, folder });
  return runIn(folder);
};

/** A case is a run of one auction, kept for the comparison. */
const runOfCase = async (path: string): Promise<RunToCompare> => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-run-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  await replayInto({ cases: path, scenario: undefined, folder });
  return { name: basename(path, '.json'), folder: new RunFolder(folder), remove };
};
