import { fork } from 'node:child_process';

/** As services and worker threads have it: what is new and soon gone is cleared away less often with more room. */
export const ROOM_FOR_THE_YOUNG = ['--max-semi-space-size=64'];

/** Asks a worker file for one answer, in a process of its own: what it uses up is nobody else's. */
export const forked = <Question, Answer>(
  file: string,
  question: Question,
  signal?: AbortSignal,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const child = fork(file, {
      stdio: ['ignore', 2, 2, 'ipc'],
      execArgv: ROOM_FOR_THE_YOUNG,
      ...(signal ? { signal } : {}),
    });
    child.once('message', (answer: Answer) => {
      child.disconnect();
      resolve(answer);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} ended with code ${code}`)));
    child.send(question as Parameters<typeof child.send>[0]);
  });

/** The same, but for so long; undefined where no answer came by then. */
export const forkedFor = async <Question, Answer>(
  limitMs: number,
  file: string,
  question: Question,
): Promise<Answer | undefined> => {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), limitMs);
  try {
    return await forked<Question, Answer>(file, question, abort.signal);
  } catch (error) {
    if (abort.signal.aborted) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
};
