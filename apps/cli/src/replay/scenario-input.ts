import { type Scenario, scenarioSchema } from '@trueque/replay';
import { basename } from 'node:path';
import { CommandFailure, EXIT } from '../exit.js';
import { readInput } from '../terminal/files.js';

/** Reads changed rules; a file that is no scenario ends the command with what is wrong where. */
export const readScenario = async (path: string): Promise<Scenario> => {
  const text = await readInput(path);
  const parsed = scenarioSchema.safeParse(jsonOf(text, path));
  if (!parsed.success)
    throw new CommandFailure(
      EXIT.usage,
      [`${path} is no scenario:`, ...parsed.error.issues.map(issueLine)].join('\n'),
    );
  const named = parsed.data.name !== 'scenario';
  return named ? parsed.data : { ...parsed.data, name: basename(path, '.json') };
};

const issueLine = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  `  /${path.map(String).join('/')}: ${message}`;

export const jsonOf = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CommandFailure(EXIT.usage, `${path} is no JSON: ${(error as Error).message}`);
  }
};
