import type { InfeasibleSubsystem } from '@trueque/linear-program';
import type { BuyerGroup, Network, PeriodNetwork } from '../formulation/network.js';

/**
 * Limits of communities and contracts that take part in an irreducible conflict, as the end of a
 * sentence: `; binding: import limit of C2, capacity of contract C1→C2`, or nothing.
 */
export const bindingLimits = (network: Network, conflict: InfeasibleSubsystem): string => {
  const columns = new Set(conflict.columns);
  const names = network.periods.flatMap((period) => [
    ...period.groups.flatMap((group) => groupLimits(network, group, columns)),
    ...contractLimits(network, period, columns),
  ]);
  const generation = network.periods.some(({ supplies }) =>
    supplies.some(({ outputColumn }) => columns.has(outputColumn)),
  );
  const all = [...new Set([...names, ...(generation ? ['generation on offer'] : [])])];
  return all.length === 0 ? '' : `; binding: ${all.join(', ')}`;
};

const groupLimits = (
  { market, programme }: Network,
  { community, hubColumns }: BuyerGroup,
  columns: ReadonlySet<number>,
): string[] =>
  hubColumns.some((column) => columns.has(column) && Number.isFinite(programme.upper[column]!))
    ? [`import limit of ${market.communities[community]!.id}`]
    : [];

const contractLimits = (
  { market, programme }: Network,
  { links }: PeriodNetwork,
  columns: ReadonlySet<number>,
): string[] =>
  links
    .filter(
      ({ throughColumn }) =>
        columns.has(throughColumn) && Number.isFinite(programme.upper[throughColumn]!),
    )
    .map(({ contract }) => `capacity of contract ${market.contracts[contract]!.id}`);
