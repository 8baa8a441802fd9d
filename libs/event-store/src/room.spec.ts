import { setImmediate as nextTurn } from 'node:timers/promises';
import { Room } from './room.js';

describe('a room with two seats', () => {
  it('keeps the third waiting until somebody leaves, in the order they came', async () => {
    const room = new Room(2);
    const entered: number[] = [];
    const leave: (() => void)[] = [];
    const visits = [0, 1, 2, 3].map((visitor) =>
      room.within(() => {
        entered.push(visitor);
        return new Promise<void>((resolve) => (leave[visitor] = resolve));
      }),
    );
    await nextTurn();
    expect(entered).toEqual([0, 1]);
    leave[1]?.();
    await nextTurn();
    expect(entered).toEqual([0, 1, 2]);
    leave[0]?.();
    await nextTurn();
    for (const visitor of [2, 3]) leave[visitor]?.();
    await Promise.all(visits);
    expect(entered).toEqual([0, 1, 2, 3]);
  });

  it('gives the seat on when a visit fails', async () => {
    const room = new Room(1);
    const failing = room.within(() => Promise.reject(new Error('refused')));
    const next = room.within(async () => 'served');
    await expect(failing).rejects.toThrow('refused');
    expect(await next).toBe('served');
  });
});
