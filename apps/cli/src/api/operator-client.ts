import { z } from 'zod';
import { CommandFailure, EXIT } from '../exit.js';

/** A market's operator at a running trueque. */
export interface Operator {
  readonly url: string;
  readonly key: string;
}

/** Where `npm start` is to be found under the same environment. */
export const hereUrl = (): string => `http://localhost:${process.env['PORT'] || '3000'}`;

/** Sends as JSON and reads the answer. Throws `CommandFailure` where it is not there, or says no. */
export const said = async <Answer>(
  { key, url }: Operator,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answer> => {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw new CommandFailure(
      EXIT.unavailable,
      `${url} does not answer (${reasonOf(error)}): start trueque there, or say with --url where it runs.`,
    );
  });
  const text = await answer.text();
  if (answer.ok) return (text === '' ? undefined : JSON.parse(text)) as Answer;
  const failed = answer.status >= 500 ? EXIT.unavailable : EXIT.answerIsNo;
  throw new CommandFailure(
    failed,
    `${method} ${path} was answered ${answer.status}: ${wordsIn(text)}`,
  );
};

/** What `fetch` met is the cause of what it throws. */
const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? (codeOf(cause) ?? cause.message) : String(cause);
};

const codeOf = (cause: Error): string | undefined =>
  'code' in cause ? String(cause.code) : undefined;

/** Of a problem document what it says to people, else all that came. */
const wordsIn = (text: string): string => {
  try {
    const { detail, errors } = problemWords.parse(JSON.parse(text));
    return [detail, ...errors.map((error) => `${error.pointer}: ${error.detail}`)].join(' ');
  } catch {
    return text;
  }
};

const problemWords = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

/** Does it for each, so many at once. */
export const forEach = async <Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> => {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};
