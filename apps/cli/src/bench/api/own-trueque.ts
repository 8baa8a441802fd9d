import { drawKeyText } from '@trueque/identity';
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Operator } from '../../api/operator-client.js';
import { ROOM_FOR_THE_YOUNG } from '../forked.js';

/** The program that `npm start` runs, beside this one. */
const MAIN = resolve(__dirname, '../../../../standalone/src/main.js');

/** Everything in one process on an embedded database, as `npm start` has it, empty and gone afterwards. */
export const withOwnTrueque = async <Answer>(
  use: (operator: Operator) => Promise<Answer>,
): Promise<Answer> => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-bench-'));
  chmodSync(folder, 0o755);
  const key = drawKeyText();
  const child = spawn(process.execPath, [...ROOM_FOR_THE_YOUNG, MAIN], {
    env: {
      ...{ PATH: process.env['PATH'], PORT: '0', TRUEQUE_DATA: folder, TRUEQUE_DEMO: 'off' },
      TRUEQUE_OPERATOR_KEY: key,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    return await use({ url: await urlSaid(child.stdout), key });
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

const urlSaid = async (output: NodeJS.ReadableStream): Promise<string> => {
  let text = '';
  for await (const chunk of output) {
    text += String(chunk);
    const url = /ready on (\S+)/.exec(text)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`trueque did not start: ${text}`);
};
