import type { Network, PeriodNetwork } from '../formulation/network.js';

/** Prices of a market where missed energy has a price. */
export interface ShortPrices {
  readonly network: Network;
  /** By row. */
  readonly prices: Float64Array;
  /** What a missed kWh costs. */
  readonly missed: number;
}

/** Elsewhere there may be more than anybody wants to read. */
const NAMED_MAX = 5;

/**
 * Limits that keep what is missed in a community from coming, as the end of a sentence: `; binding: import limit
 * of C2, capacity of contract C1→C2`, or nothing. A limit binds where prices on its two sides differ by what only
 * a missed kWh can cost. Many loads may be missed, so every limit is looked at once, whoever asks.
 */
export const bindingLimits = (
  short: ShortPrices,
): ((community: number, period: number) => string) => {
  const periods = short.network.periods.map((period) => limitsOf(short, period));
  return (community, period) => {
    const { everywhere, intoCommunity } = periods[period]!;
    const names = [...(intoCommunity.get(community) ?? []), ...everywhere];
    return names.length === 0 ? '' : `; binding: ${names.join(', ')}`;
  };
};

interface BindingLimits {
  /** Those on the way into a community. */
  readonly intoCommunity: ReadonlyMap<number, ReadonlySet<string>>;
  readonly everywhere: readonly string[];
}

const limitsOf = (short: ShortPrices, period: PeriodNetwork): BindingLimits => {
  const elsewhere = exportLimits(short, period);
  const intoCommunity = new Map<number, Set<string>>();
  for (const [community, name] of [...importLimits(short, period), ...capacities(short, period)]) {
    const names = intoCommunity.get(community) ?? new Set();
    intoCommunity.set(community, names.add(name));
  }
  return {
    intoCommunity,
    everywhere: [
      ...elsewhere.slice(0, NAMED_MAX),
      ...(elsewhere.length > NAMED_MAX
        ? [`${elsewhere.length - NAMED_MAX} more export limits`]
        : []),
      ...(isGenerationShort(short, period) ? ['generation on offer'] : []),
    ],
  };
};

const isApart = ({ missed }: ShortPrices, near: number, far: number): boolean =>
  near - far > missed / 2;

type LimitInto = readonly [community: number, name: string];

const importLimits = (short: ShortPrices, { groups, hubs }: PeriodNetwork): LimitInto[] =>
  groups.flatMap(({ community, hub, row }) => {
    const { id, importLimitKwh } = short.network.market.communities[community]!;
    const isHeldBack = isApart(short, short.prices[row]!, short.prices[hubs[hub]]!);
    return importLimitKwh !== undefined && isHeldBack
      ? [[community, `import limit of ${id}`] as const]
      : [];
  });

const exportLimits = (short: ShortPrices, { borders, hubs }: PeriodNetwork): string[] =>
  short.network.market.communities.flatMap(({ id }, community) => {
    const { grid } = borders[community]!;
    const isHeldBack =
      grid !== hubs.grid && isApart(short, short.prices[hubs.grid]!, short.prices[grid]!);
    return isHeldBack ? [`export limit of ${id}`] : [];
  });

const capacities = (short: ShortPrices, { links }: PeriodNetwork): LimitInto[] => {
  const { market, programme } = short.network;
  return links.flatMap(({ contract, loss, throughColumn }) => {
    const { capacityKwh, id, to } = market.contracts[contract]!;
    const start = programme.starts[throughColumn]!;
    const [tail, head] = [programme.rows[start]!, programme.rows[start + 1]!];
    const delivered = (1 - loss) * short.prices[head]!;
    const isHeldBack = isApart(short, delivered, short.prices[tail]!);
    return capacityKwh !== undefined && isHeldBack
      ? [[to.community, `capacity of contract ${id}`] as const]
      : [];
  });
};

const isGenerationShort = (short: ShortPrices, { supplies }: PeriodNetwork): boolean =>
  supplies.some(({ cost, row }) => isApart(short, short.prices[row]!, Math.max(0, cost)));
