import type { CreditLevel } from './credit-events.js';

/** Below 75 % of the limit ok, up to 90 % a warning, above it only sales are taken. */
export const creditLevelOf = (
  exposureNanos: bigint,
  limitNanos: bigint,
): Exclude<CreditLevel, 'suspended'> => {
  if (exposureNanos <= 0n || exposureNanos * 100n < limitNanos * 75n) return 'ok';
  return exposureNanos * 100n <= limitNanos * 90n ? 'warning' : 'restricted';
};
