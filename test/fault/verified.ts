import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '../..');

/** What `trueque verify` finds wrong, in its words; nothing, if all is well. */
export const foundByVerify = async (databaseUrl: string): Promise<readonly string[]> => {
  const program = join(root, 'dist/apps/cli/src/main.js');
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl };
  return promisify(execFile)(process.execPath, [program, 'verify'], { cwd: root, env }).then(
    () => [],
    ({ stdout = '', stderr = '' }: { readonly stdout?: string; readonly stderr?: string }) => [
      `trueque verify: ${`${stdout}\n${stderr}`.trim().slice(0, 2_000)}`,
    ],
  );
};
