import { inQueue } from './index.js';
import { registry } from './registry.js';

const depthOf = async (queue: string): Promise<number | undefined> => {
  const metric = await registry.getSingleMetric('trueque_queue_depth')?.get();
  return metric?.values.find(({ labels }) => labels['queue'] === queue)?.value;
};

describe('the depth of a queue', () => {
  it('counts work from when it is asked for until it is done, or failed', async () => {
    let finish = (): void => undefined;
    const waits = new Promise<void>((resolve) => (finish = resolve));
    const first = inQueue('solves', () => waits);
    const second = inQueue('solves', () => waits.then(() => Promise.reject(new Error('no'))));
    expect(await depthOf('solves')).toBe(2);
    finish();
    await expect(second).rejects.toThrow('no');
    await first;
    expect(await depthOf('solves')).toBe(0);
  });
});
