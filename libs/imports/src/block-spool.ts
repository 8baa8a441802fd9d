import type { MonthBlock } from './month-blocks.js';
import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  rmSync,
  type WriteStream,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Months that were read, waiting on the disk until the whole import is known to be sound: so nothing
 * is half imported, and files are read once.
 */
export class BlockSpool {
  private readonly folder = mkdtempSync(join(tmpdir(), 'trueque-import-'));
  private readonly path = join(this.folder, 'months.ndjson');
  private readonly output: WriteStream = createWriteStream(this.path);
  /** A full disk, perhaps: whoever adds or reads next learns of it. */
  private failed: Error | undefined;

  constructor() {
    this.output.on('error', (error) => (this.failed ??= error));
  }

  async add(blocks: readonly MonthBlock[]): Promise<void> {
    if (this.failed !== undefined) throw this.failed;
    if (blocks.length === 0) return;
    const text = blocks.map((block) => `${JSON.stringify(block)}\n`).join('');
    if (!this.output.write(text)) await once(this.output, 'drain');
  }

  async *all(): AsyncGenerator<MonthBlock> {
    if (this.failed !== undefined) throw this.failed;
    this.output.end();
    await once(this.output, 'finish');
    for await (const line of createInterface({ input: createReadStream(this.path) }))
      yield JSON.parse(line) as MonthBlock;
  }

  /** Also before all was written, where the import is not to be. */
  remove(): void {
    this.output.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
