import { fork } from 'node:child_process';

/** Asks a worker file for one answer, in a process of its own: what it uses up is nobody else's. */
export const forked = <Question, Answer>(file: string, question: Question): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const child = fork(file, { stdio: ['ignore', 2, 2, 'ipc'] });
    child.once('message', (answer: Answer) => {
      child.disconnect();
      resolve(answer);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} ended with code ${code}`)));
    child.send(question as Parameters<typeof child.send>[0]);
  });
