import { paperRules, type Scenario, scenarioSchema } from '@trueque/replay';
import { basename } from 'node:path';
import { CommandFailure, EXIT } from '../exit.js';
import { readInput } from '../terminal/files.js';

/** The word for the rules that were in force. */
export const AS_RECORDED = 'as-recorded';

/** Words that stand for rules without a file. */
export const RULE_WORDS = `${AS_RECORDED}, same-price, same-price=PRICE, communities`;

/** What a person means by rules: a word, or a file. Undefined for those that were in force. */
export const rulesOf = async (words: string): Promise<Scenario | undefined> =>
  words === AS_RECORDED ? undefined : (paperRules(words) ?? readScenario(words));

/** A file that is no scenario ends the command with what is wrong where. */
const readScenario = async (path: string): Promise<Scenario> => {
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
