import type { ClearingAnswer } from '@trueque/contracts';
import type { MarketParties } from './parties.js';
import type { Largest } from './largest.js';

const FLOWS_MAX = 60;

/** kWh that one community sent to another over the whole horizon, as they arrive. */
export interface FlowRow {
  readonly from: string;
  readonly to: string;
  readonly kind: 'grid' | 'network';
  readonly energy: number;
}

/** The largest flows, by community. */
export const flowRows = (
  { periods }: ClearingAnswer,
  { gridCommunities }: MarketParties,
): Largest<FlowRow> => {
  const rows = new Map<string, FlowRow>();
  for (const { energy, from, to } of periods.flatMap(({ flows }) => flows)) {
    const key = `${from}→${to}`;
    const known = rows.get(key)?.energy ?? 0;
    const kind = gridCommunities.has(from) || gridCommunities.has(to) ? 'grid' : 'network';
    rows.set(key, { from, to, kind, energy: known + energy });
  }
  const largest = [...rows.values()].sort((a, b) => b.energy - a.energy).slice(0, FLOWS_MAX);
  return { rows: largest.map(rounded), all: rows.size };
};

const rounded = (row: FlowRow): FlowRow => ({ ...row, energy: Math.round(row.energy * 1e3) / 1e3 });
