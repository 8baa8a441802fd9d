import { firstDifference } from './first-difference.js';

describe('the first difference between two records', () => {
  const recorded = { communities: [{ id: 'C1', prices: [1, 2] }], flows: [], note: null };

  it('is none where they say the same, in whatever order', () =>
    expect(
      firstDifference(recorded, {
        ...{ note: null, flows: [] },
        communities: [{ prices: [1, 2], id: 'C1' }],
      }),
    ).toBeUndefined());

  it.each([
    ['/communities/0/prices/1: recorded 2, now 3', { communities: [{ id: 'C1', prices: [1, 3] }] }],
    [
      '/communities/0/prices/1: recorded 2, now undefined',
      { communities: [{ id: 'C1', prices: [1] }] },
    ],
    ['/flows/0: recorded undefined, now 7', { flows: [7] }],
    ['/note: recorded null, now {}', { note: {} }],
  ])('is told by its place and both values: %s', (difference, changed) =>
    expect(firstDifference(recorded, { ...recorded, ...changed })).toBe(difference),
  );
});
