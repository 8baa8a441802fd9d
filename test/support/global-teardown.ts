import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Tells the keeper, if a suite needed a server, that the run is over, and waits until all is gone. */
export default async function endRun(): Promise<void> {
  const run = process.env['TRUEQUE_TEST_RUN'] ?? '';
  if (!existsSync(join(run, 'starting'))) return rmSync(run, { recursive: true, force: true });
  writeFileSync(join(run, 'over'), '');
  for (let tries = 0; existsSync(run) && tries < 300; tries += 1) await sleep(50);
}
