import { setTimeout as sleep } from 'node:timers/promises';
import { BlockSpool } from './block-spool.js';
import type { MonthBlock } from './month-blocks.js';

const block = { readings: 'x' } as unknown as MonthBlock;

describe('months that wait on the disk', () => {
  it('come back as they were, in their order', async () => {
    const spool = new BlockSpool();
    const blocks = [1, 2, 3].map((month) => ({ ...block, month }));
    for (const each of blocks) await spool.add([each]);
    const read: MonthBlock[] = [];
    for await (const each of spool.all()) read.push(each);
    spool.remove();
    expect(read).toEqual(blocks);
  });

  it('are dropped in the midst of writing, and nobody is told of an error that is none', async () => {
    const spools = Array.from({ length: 20 }, () => new BlockSpool());
    for (const spool of spools) await spool.add([block]);
    for (const spool of spools) spool.remove();
    await sleep(50);
    const next = new BlockSpool();
    await expect(next.add([block])).resolves.toBeUndefined();
    next.remove();
  });
});
