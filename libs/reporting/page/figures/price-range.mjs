/**
 * Price of every period with what surrounds it: for one community its optimal band, for a whole
 * market the range over its communities around their mean. In 10⁻⁶ currency per kWh.
 */
export const rangeOf = (prices, community, periods) => {
  const byPeriod = grouped(prices);
  return periods.map((period) => {
    const rows = byPeriod.get(period) ?? [];
    const own = rows.find(({ communityId }) => communityId === community);
    if (own !== undefined)
      return {
        least: own.leastPriceMicrosPerKwh,
        middle: own.priceMicrosPerKwh,
        greatest: own.greatestPriceMicrosPerKwh,
      };
    if (community !== undefined || rows.length === 0) return undefined;
    const values = rows.map(({ priceMicrosPerKwh }) => priceMicrosPerKwh);
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { least: Math.min(...values), middle, greatest: Math.max(...values) };
  });
};

const grouped = (rows) => {
  const groups = new Map();
  for (const row of rows) {
    const group = groups.get(row.period);
    if (group === undefined) groups.set(row.period, [row]);
    else group.push(row);
  }
  return groups;
};
