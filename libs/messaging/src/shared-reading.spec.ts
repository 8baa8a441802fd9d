import { InMemoryEventStore } from '@trueque/event-store';
import { register, roster } from '@trueque/event-store/testing';
import { SharedReading } from './shared-reading.js';

const AN_HOUR_MS = 3_600_000;

const opened = async (count: number) => {
  const store = new InMemoryEventStore();
  const append = async (from: number, to: number) => {
    for (let n = from; n <= to; n += 1)
      await store.transact(roster, 'm', register(`n${n}`), {
        ...{ partition: 'm', causedBy: `n${n}`, actor: 'operator' },
        occurredAt: '2016-08-08T07:00:00Z',
      });
  };
  await append(1, count);
  const asked: number[] = [];
  const read = store.readPartition.bind(store);
  store.readPartition = (partition, after, limit) => {
    asked.push(after);
    return read(partition, after, limit);
  };
  const reading = new SharedReading(store, AN_HOUR_MS);
  const positions = async (after: number, limit = 500) =>
    (await reading.after('m', after, limit)).map(({ position }) => position);
  return { append, asked, reading, positions };
};

describe('consumers that read a log together', () => {
  it('are given the same events, read once', async () => {
    const { asked, reading, positions } = await opened(5);
    const [one, other] = await Promise.all([
      reading.after('m', 0, 500),
      reading.after('m', 0, 500),
    ]);
    expect(one.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    expect(one[3]).toBe(other[3]);
    expect(await positions(2, 2)).toEqual([3, 4]);
    expect(asked.filter((after) => after === 0)).toHaveLength(1);
    reading.close();
  });

  it('miss nothing that was appended before they asked, even while another reads', async () => {
    const { append, reading, positions } = await opened(1);
    expect(await positions(0)).toEqual([1]);
    const early = positions(1);
    const appended = append(2, 3);
    const late = appended.then(() => positions(1));
    const later = appended.then(() => positions(1));
    expect(await late).toEqual([2, 3]);
    expect(await later).toEqual([2, 3]);
    await early;
    reading.close();
  });

  it('read alone where they are behind, and are waited for by nobody', async () => {
    const { asked, reading, positions } = await opened(6);
    expect(await positions(4)).toEqual([5, 6]);
    expect(await positions(1, 2)).toEqual([2, 3]);
    expect(await positions(5)).toEqual([6]);
    expect(asked).toEqual([4, 1]);
    reading.close();
  });

  it('read anew what one of them could not take', async () => {
    const { asked, reading, positions } = await opened(2);
    await positions(0);
    reading.forget('m');
    expect(await positions(0)).toEqual([1, 2]);
    expect(asked).toEqual([0, 0]);
    reading.close();
  });

  it('keep no more than those need who are a little behind', async () => {
    const { append, asked, reading, positions } = await opened(500);
    for (let after = 0; after < 2_500; after += 500) {
      expect(await positions(after)).toHaveLength(500);
      await append(after + 501, after + 1_000);
    }
    await positions(0, 1);
    await positions(600, 1);
    expect(asked).toEqual([0, 500, 1_000, 1_500, 2_000, 0]);
    reading.close();
  });
});
