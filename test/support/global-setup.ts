import { accessSync, chmodSync, constants, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What Linux keeps in memory. */
const MEMORY = '/dev/shm';
/** Several times what a run writes. */
const ROOM_BYTES = 8 * 2 ** 30;

/**
 * Makes the folder of this run, which all that its suites write goes to and away with, and names the
 * one in it that the first suite in need of a database will make for this run's server.
 */
export default function prepareRun(): void {
  const folder = mkdtempSync(join(hasRoomInMemory() ? MEMORY : tmpdir(), 'trueque-test-'));
  // PostgreSQL may run as a user of its own.
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  process.env['TRUEQUE_TEST_RUN'] = join(folder, 'run');
  process.env['TRUEQUE_TEST_PID'] = String(process.pid);
}

/**
 * A database is a thousand files, which a disk takes a tenth of a second to make, and all of them are
 * thrown away. A long run writes as much as it is asked to, and goes to the disk.
 */
const hasRoomInMemory = (): boolean => {
  if (process.env['TRUEQUE_LONG']) return false;
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, process.availableMemory()) >= ROOM_BYTES;
  } catch {
    return false;
  }
};
