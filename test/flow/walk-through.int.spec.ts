import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OPERATOR_KEY } from '../support/index.js';
import { type AppUnderTest, appUnderTest } from './app-under-test.js';

interface Block {
  readonly language: string;
  readonly text: string;
}

const page = readFileSync(join(__dirname, '../../docs/walk-through.md'), 'utf8');

const blocks: readonly Block[] = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', text = '']) => ({ language, text }),
);

/** Commands, and the answer that the page shows right after them. */
const steps = blocks.flatMap(({ language, text }, index) =>
  language === 'bash' ? [{ commands: text, shown: answerAfter(index) }] : [],
);

function answerAfter(index: number): Block | undefined {
  const next = blocks[index + 1];
  return next?.language === 'bash' ? undefined : next;
}

const MARK = '=== next block ===';

/** All blocks in one shell, as somebody who follows the page has it; answers by block. */
const runAll = async (url: string): Promise<readonly string[]> => {
  const script = steps.map(({ commands }) => commands).join(`\necho; echo '${MARK}'\n`);
  const { stdout } = await promisify(execFile)(
    'bash',
    ['-euo', 'pipefail', '-c', script.replaceAll('http://localhost:3000', url)],
    { timeout: 40_000, env: { ...process.env, TRUEQUE_KEY: OPERATOR_KEY } },
  );
  return stdout.split(MARK).map((answer) => answer.trim());
};

/** `...` stands for anything. */
const patternOf = (shown: string): RegExp =>
  new RegExp(
    `^${shown
      .trim()
      .split('...')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[\\s\\S]*')}$`,
  );

/** The last bits of an unrounded number are not what the page is about. */
const parsed = (text: string): object =>
  JSON.parse(text, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toFixed(9)) : value,
  );

describe('the walk-through', () => {
  let app: AppUnderTest;
  let answers: readonly string[];

  beforeAll(async () => {
    app = await appUnderTest();
    answers = await runAll(app.url);
  });

  afterAll(() => app.stop());

  it('has a block for every step from a market to statements', () => {
    expect(steps.length).toBeGreaterThanOrEqual(14);
    expect(answers).toHaveLength(steps.length);
  });

  it.each(steps.map(({ commands, shown }, index) => [commands.split('\n')[0], shown, index]))(
    'answers what the page shows: %s',
    (_, shown, index) => {
      const answer = answers[Number(index)] ?? '';
      expect(answer).not.toMatch(/"status":(400|404|5\d\d)/);
      if (typeof shown !== 'object') return;
      if (shown.language === 'text') expect(answer).toMatch(patternOf(shown.text));
      else expect(parsed(answer)).toMatchObject(parsed(shown.text));
    },
  );
});
