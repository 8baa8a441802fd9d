import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the folder that the first suite in need of a database will make for this run's server. */
export default function prepareRun(): void {
  process.env['TRUEQUE_TEST_RUN'] = join(tmpdir(), `trueque-test-${randomUUID()}`);
  process.env['TRUEQUE_TEST_PID'] = String(process.pid);
}
