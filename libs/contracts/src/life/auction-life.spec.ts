import { AUCTION_STATES, lifeProblem, mayBecome } from './auction-life.js';

const waysFrom = (state: (typeof AUCTION_STATES)[number]) =>
  AUCTION_STATES.filter((next) => mayBecome(state, next));

describe('the life of an auction', () => {
  it('goes from its schedule to its settlement, by a review or without one', () => {
    const straight = [
      ...(['scheduled', 'open', 'gate-closed', 'clearing', 'cleared'] as const),
      ...(['published', 'settled'] as const),
    ];
    straight.slice(1).forEach((next, index) => expect(waysFrom(straight[index]!)).toContain(next));
    expect(waysFrom('cleared')).toEqual(['under-review', 'published']);
    expect(waysFrom('under-review')).toEqual(['clearing', 'published', 'cancelled']);
  });

  it('ends where it was cancelled or settled, and nowhere else', () => {
    const ends = AUCTION_STATES.filter((state) => waysFrom(state).every((next) => next === state));
    expect(ends).toEqual(['settled', 'cancelled']);
  });

  it('reaches every state', () => {
    const reached = new Set<(typeof AUCTION_STATES)[number]>(['scheduled']);
    for (const state of reached) for (const next of waysFrom(state)) reached.add(next);
    expect(reached.size).toBe(AUCTION_STATES.length);
  });

  it('never goes back over a result that was published', () => {
    for (const state of ['published', 'settled'] as const)
      expect(waysFrom(state)).toEqual(['settled']);
  });

  it('says what is not possible and what is', () => {
    expect(lifeProblem('a', 'settled', 'suspended')).toBe(
      'Auction a is settled and cannot become suspended. Its result stands: correct it by a settlement run with a reason.',
    );
    expect(lifeProblem('a', 'open', 'suspended')).toBeUndefined();
  });
});
