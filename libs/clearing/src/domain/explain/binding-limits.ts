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
 * a missed kWh can cost.
 */
export const bindingLimits = (
  short: ShortPrices,
  { community, period }: { readonly community: number; readonly period: number },
): string => {
  const at = short.network.periods[period]!;
  const elsewhere = exportLimits(short, at);
  const names = [
    ...importLimits(short, at, community),
    ...capacities(short, at, community),
    ...elsewhere.slice(0, NAMED_MAX),
    ...(elsewhere.length > NAMED_MAX ? [`${elsewhere.length - NAMED_MAX} more export limits`] : []),
    ...(isGenerationShort(short, at) ? ['generation on offer'] : []),
  ];
  return names.length === 0 ? '' : `; binding: ${[...new Set(names)].join(', ')}`;
};

const isApart = ({ missed }: ShortPrices, near: number, far: number): boolean =>
  near - far > missed / 2;

const importLimits = (
  short: ShortPrices,
  { groups, hubs }: PeriodNetwork,
  community: number,
): string[] => {
  const { id, importLimitKwh } = short.network.market.communities[community]!;
  const isHeldBack = groups.some(
    ({ community: own, hub, row }) =>
      own === community && isApart(short, short.prices[row]!, short.prices[hubs[hub]]!),
  );
  return importLimitKwh !== undefined && isHeldBack ? [`import limit of ${id}`] : [];
};

const exportLimits = (short: ShortPrices, { borders, hubs }: PeriodNetwork): string[] =>
  short.network.market.communities.flatMap(({ id }, community) => {
    const { grid } = borders[community]!;
    const isHeldBack =
      grid !== hubs.grid && isApart(short, short.prices[hubs.grid]!, short.prices[grid]!);
    return isHeldBack ? [`export limit of ${id}`] : [];
  });

const capacities = (short: ShortPrices, { links }: PeriodNetwork, community: number): string[] => {
  const { market, programme } = short.network;
  return links.flatMap(({ contract, loss, throughColumn }) => {
    const { capacityKwh, id, to } = market.contracts[contract]!;
    if (capacityKwh === undefined || to.community !== community) return [];
    const start = programme.starts[throughColumn]!;
    const [tail, head] = [programme.rows[start]!, programme.rows[start + 1]!];
    const delivered = (1 - loss) * short.prices[head]!;
    return isApart(short, delivered, short.prices[tail]!) ? [`capacity of contract ${id}`] : [];
  });
};

const isGenerationShort = (short: ShortPrices, { supplies }: PeriodNetwork): boolean =>
  supplies.some(({ cost, row }) => isApart(short, short.prices[row]!, Math.max(0, cost)));
