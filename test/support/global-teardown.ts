import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Tells the keepers of what suites needed that the run is over, and waits until all is gone. */
export default async function endRun(): Promise<void> {
  const run = process.env['TRUEQUE_TEST_RUN'] ?? '';
  const kept = [run, `${run}-kafka`].filter((folder) => existsSync(folder));
  for (const folder of kept) writeFileSync(join(folder, 'over'), '');
  for (let tries = 0; kept.some((folder) => existsSync(folder)) && tries < 300; tries += 1)
    await sleep(50);
  if (!kept.some((folder) => existsSync(folder))) rmSync(dirname(run), GONE);
}

const GONE = { recursive: true, force: true, maxRetries: 10 } as const;
