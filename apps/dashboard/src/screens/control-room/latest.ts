/** The latest that has begun and has a price; of deliveries that are all to come, the first. */
export const latestPriced = <Point extends { start: string; priceMicrosPerKwh: number | null }>(
  points: readonly Point[],
  nowMs: number,
): Point | undefined => {
  const priced = points.filter(({ priceMicrosPerKwh }) => priceMicrosPerKwh !== null);
  return priced.findLast(({ start }) => Date.parse(start) <= nowMs) ?? priced[0];
};
