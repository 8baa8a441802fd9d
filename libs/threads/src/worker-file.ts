import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../../..');

/**
 * The compiled worker that lies beside the file that asks (its `__filename`). Threads run what was
 * built, also when the asking file itself is read as TypeScript (in tests).
 */
export const workerFile = (asking: string, worker: string): string => {
  const folder = dirname(asking);
  const built = asking.endsWith('.ts') ? join(ROOT, 'dist', relative(ROOT, folder)) : folder;
  return join(built, `${worker}.js`);
};
