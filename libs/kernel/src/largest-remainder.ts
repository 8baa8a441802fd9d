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
  const left = total - parts.reduce((sum, part) => sum + part, 0);
  for (const index of byLargestRemainder(shares).slice(0, left)) parts[index]! += 1;
  return parts;
};

// Noise of the last bits must not decide who gets a unit: compare remainders on a grid of 2⁻²⁰.
const GRID = 2 ** 20;
const snap = (share: number): number => Math.round(share * GRID) / GRID;

const byLargestRemainder = (shares: readonly number[]): number[] =>
  shares
    .map((_, index) => index)
    .sort((a, b) => remainder(shares[b]!) - remainder(shares[a]!) || a - b);

const remainder = (share: number): number => share - Math.floor(share);
