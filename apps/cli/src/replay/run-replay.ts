import {
  IncompleteBook,
  NoSuchRun,
  type ReplayAnswer,
  RunFolder,
  runReplay,
  type Scenario,
  UnsoundScenario,
} from '@trueque/replay';
import { CommandFailure, EXIT } from '../exit.js';
import { replayProgress } from './progress.js';
import { type SourceArguments, withSource } from './run-sources.js';

export interface ReplayRequest extends SourceArguments {
  readonly scenario: Scenario | undefined;
  readonly folder: string;
  readonly threads?: number | undefined;
}

/** A replay with its progress on standard error; what is wrong with it ends the command. */
export const replayInto = async (request: ReplayRequest): Promise<ReplayAnswer> => {
  const progress = replayProgress();
  try {
    return await withSource(request, (source) =>
      runReplay(new RunFolder(request.folder), source, { ...request, watch: progress }),
    );
  } catch (error) {
    const isUsage = error instanceof UnsoundScenario || error instanceof NoSuchRun;
    if (isUsage) throw new CommandFailure(EXIT.usage, error.message);
    if (error instanceof IncompleteBook) throw new CommandFailure(EXIT.answerIsNo, error.message);
    throw error;
  } finally {
    progress.stop();
  }
};
