import { describeProblem, parseCase } from '@trueque/case-files';
import type { CaseFile } from '@trueque/contracts';
import { CommandFailure, EXIT } from '../exit.js';
import { readInput } from '../terminal/files.js';

const PROBLEMS_PRINTED_MAX = 200;

/** Reads a case file; one that is not sound ends the command with all its problems. */
export const readCase = async (path: string): Promise<CaseFile> => {
  const parsed = parseCase(await readInput(path));
  if ('case' in parsed) return parsed.case;
  const { problems } = parsed;
  const lines = problems
    .slice(0, PROBLEMS_PRINTED_MAX)
    .map((problem) => `  ${describeProblem(problem)}`);
  if (problems.length > lines.length) lines.push(`  … and ${problems.length - lines.length} more`);
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  throw new CommandFailure(
    EXIT.usage,
    [`${path} is no sound case file, ${count}:`, ...lines].join('\n'),
    {
      error: 'invalid-case',
      problems: problems.map((problem) => ({ ...problem, message: describeProblem(problem) })),
    },
  );
};
