import { CommandFailure, EXIT } from '../exit.js';

/** A market's operator at a running trueque. */
export interface Operator {
  readonly url: string;
  readonly key: string;
}

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
    throw new CommandFailure(EXIT.unavailable, `${url} does not answer: ${String(error)}`);
  });
  const text = await answer.text();
  if (answer.ok) return (text === '' ? undefined : JSON.parse(text)) as Answer;
  const failed = answer.status >= 500 ? EXIT.unavailable : EXIT.answerIsNo;
  throw new CommandFailure(failed, `${method} ${path} was answered ${answer.status}: ${text}`);
};

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
