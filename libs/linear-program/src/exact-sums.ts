/** What rounding took from a + b (Knuth). */
export const lostInSum = (a: number, b: number, sum: number): number => {
  const added = sum - a;
  return a - (sum - added) + (b - added);
};

/** What rounding took from a × b (Dekker); nothing where a is 1 or −1, as in most networks. */
export const lostInProduct = (a: number, b: number, product: number): number => {
  if (a === 1 || a === -1) return 0;
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
};

/** The upper half of a number's digits, whose products are exact. */
const upperHalf = (value: number): number => {
  const spread = 134_217_729 * value;
  return spread - (spread - value);
};
