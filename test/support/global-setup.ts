import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the folder in which the first suite that needs a database will start this run's server. */
export default function prepareRun(): void {
  const run = mkdtempSync(join(tmpdir(), 'trueque-test-'));
  chmodSync(run, 0o755);
  process.env['TRUEQUE_TEST_RUN'] = run;
  process.env['TRUEQUE_TEST_PID'] = String(process.pid);
}
