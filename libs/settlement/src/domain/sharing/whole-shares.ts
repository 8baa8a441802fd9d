import { InvariantBroken } from '@trueque/kernel';

/**
 * Splits whole Wh in proportion to whole weights, exactly: everyone gets the floor of their share,
 * the rest goes to the largest remainders, ties to the earlier index. Nobody gets more than the
 * weight where the total is at most the sum of weights.
 */
export const wholeShares = (total: number, weights: readonly number[]): number[] => {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === total) return [...weights];
  if (total === 0) return weights.map(() => 0);
  if (sum === 0) throw new InvariantBroken(`${total} Wh to split, but nobody to have them`);
  const parts = weights.map((weight) => divided(total, weight, sum));
  const left = total - parts.reduce((all, { floor }) => all + floor, 0);
  const shares = parts.map(({ floor }) => floor);
  for (const index of largest(parts, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
};

/** The same of money, whose sums outgrow what a number holds exactly. */
export const apportioned = (total: bigint, weights: readonly bigint[]): bigint[] => {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  if (sum === 0n) throw new InvariantBroken(`${total} to split, but nobody to have it`);
  return withLargestRemainders(
    weights.map((weight) => ({ floor: (total * weight) / sum, rest: (total * weight) % sum })),
    total,
  );
};

export interface WithRest {
  readonly floor: bigint;
  /** What the floor left, in whatever unit all of them have. */
  readonly rest: bigint;
}

/** The floors, and one more each for the largest rests until the total is met; ties to the earlier. */
export const withLargestRemainders = (parts: readonly WithRest[], total: bigint): bigint[] => {
  const left = Number(total - parts.reduce((all, { floor }) => all + floor, 0n));
  const upward = new Set(
    parts
      .map((_, index) => index)
      .sort((a, b) => compareRest(parts[b], parts[a]) || a - b)
      .slice(0, left),
  );
  return parts.map(({ floor }, index) => (upward.has(index) ? floor + 1n : floor));
};

const compareRest = (a: WithRest | undefined, b: WithRest | undefined): number => {
  const difference = (a?.rest ?? 0n) - (b?.rest ?? 0n);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

interface Part {
  readonly floor: number;
  readonly rest: number;
}

const divided = (total: number, weight: number, sum: number): Part => {
  const product = total * weight;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const rest = product % sum;
    return { floor: (product - rest) / sum, rest };
  }
  const [exact, whole] = [BigInt(total) * BigInt(weight), BigInt(sum)];
  return { floor: Number(exact / whole), rest: Number(exact % whole) };
};

const largest = (parts: readonly Part[], count: number): number[] => {
  if (count === 0) return [];
  return parts
    .map((_, index) => index)
    .sort((a, b) => (parts[b]?.rest ?? 0) - (parts[a]?.rest ?? 0) || a - b)
    .slice(0, count);
};
