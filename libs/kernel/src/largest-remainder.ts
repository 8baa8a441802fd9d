/**
 * Splits a whole number in proportion to weights, without losing a unit: everyone gets the floor of
 * their share, the units left over go to the largest remainders, ties to the earlier index. So the
 * caller's order (by id) decides ties, and nothing else.
 *
 * `total` and the answer are integers ≥ 0 (Wh, 10⁻⁹ currency, cents); weights are ≥ 0 and finite.
 * A zero total weight can only split zero.
 */
export const splitByLargestRemainder = (total: number, weights: readonly number[]): number[] => {
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0 || weightSum === 0) return weights.map(() => 0);
  if (weights.length === 1) return [total];
  const shares = weights.map((weight) => snap((total * weight) / weightSum));
  const parts = shares.map(Math.floor);
  let left = total;
  for (const part of parts) left -= part;
  if (left > 0) for (const index of byLargestRemainder(shares, left)) parts[index]! += 1;
  return parts;
};

// Noise of the last bits must not decide who gets a unit: compare remainders on a grid of 2⁻²⁰.
const GRID = 2 ** 20;
const snap = (share: number): number => Math.round(share * GRID) / GRID;

/** The first few places. On the grid a remainder and a place make one number, and numbers alone sort fast. */
const byLargestRemainder = (shares: readonly number[], count: number): Float64Array => {
  const keys = new Float64Array(shares.length);
  for (let index = 0; index < shares.length; index++) {
    const share = shares[index]!;
    keys[index] = (GRID - (share - Math.floor(share)) * GRID) * PLACES + index;
  }
  const first = keys.sort().subarray(0, Math.min(count, keys.length));
  return first.map((key) => key % PLACES);
};

const PLACES = 2 ** 32;
