import { flags, wholeZeros, zeros } from '@trueque/kernel';
import type { Network, PeriodNetwork, SupplyClass } from '../formulation/network.js';

/** What a column's quantity is weighed by when ties are shared. */
export interface ColumnRoles {
  /** Output, bid or unmet load: its own capacity. Zero for ways. */
  readonly quantityOf: Float64Array;
  /** For ways: the column whose quantity they divide, or −1. */
  readonly classOf: Int32Array;
  readonly local: Uint8Array;
  readonly distant: Uint8Array;
  /** For ways that no class divides: more than can flow in their period. */
  readonly periodScale: Float64Array;
}

export const columnRoles = ({ periods, programme }: Network): ColumnRoles => {
  const { columnsCount, upper } = programme;
  const roles = {
    quantityOf: zeros(columnsCount),
    classOf: wholeZeros(columnsCount).fill(-1),
    local: flags(columnsCount),
    distant: flags(columnsCount),
    periodScale: zeros(columnsCount).fill(1),
  };
  for (const period of periods) {
    const { distantColumns, nodes, supplies } = period;
    let energyKwh = 1e-6;
    for (const { outputColumn } of supplies) energyKwh += upper[outputColumn]!;
    forEachWay(period, (column) => (roles.periodScale[column] = energyKwh));
    for (const supply of supplies) {
      roles.quantityOf[supply.outputColumn] = upper[supply.outputColumn]!;
      markUses(roles, supply);
    }
    for (const { bids, shedColumn } of nodes) {
      for (const { column } of bids) roles.quantityOf[column] = upper[column]!;
      if (shedColumn !== undefined) roles.quantityOf[shedColumn] = upper[shedColumn]!;
    }
    for (const column of distantColumns) roles.distant[column] = 1;
  }
  return roles;
};

const markUses = (roles: ColumnRoles, { outputColumn, uses }: SupplyClass): void => {
  for (const { column, kind } of uses) {
    roles.classOf[column] = outputColumn;
    if (kind === 'local') roles.local[column] = 1;
  }
};

const forEachWay = (
  { groups, links, nodes, supplies }: PeriodNetwork,
  visit: (column: number) => void,
): void => {
  for (const { uses } of supplies) for (const { column } of uses) visit(column);
  for (const { purchaseColumn } of nodes) if (purchaseColumn !== undefined) visit(purchaseColumn);
  for (const { throughColumn } of links) visit(throughColumn);
  for (const { arrivals, hubColumns, localColumn } of groups) {
    for (const column of hubColumns) visit(column);
    for (const { column } of arrivals) visit(column);
    if (localColumn !== undefined) visit(localColumn);
  }
};
