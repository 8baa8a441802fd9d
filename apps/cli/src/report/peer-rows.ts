import type { AnsweredPeer, CaseFile, ClearingAnswer } from '@trueque/contracts';
import type { Largest } from './largest.js';

const PEERS_MAX = 500;

/** One peer over the whole horizon: mean kW of its periods, and kWh stored at the end. */
export interface PeerRow extends AnsweredPeer {
  readonly community: string;
  readonly role: string;
}

/** The peers that move most, in the order of the file. */
export const peerRows = ({ peers }: CaseFile, { periods }: ClearingAnswer): Largest<PeerRow> => {
  const means = meansOf(periods.map((period) => period.peers));
  const rows = peers.flatMap(({ community, id, role }): PeerRow[] => {
    const mean = means.get(id);
    const shown = typeof role === 'string' ? role : mostOften(role);
    return mean === undefined ? [] : [{ ...mean, community, role: shown }];
  });
  const most = new Set(rows.toSorted((a, b) => movedBy(b) - movedBy(a)).slice(0, PEERS_MAX));
  return { rows: rows.filter((row) => most.has(row)), all: peers.length };
};

const movedBy = ({ exports, generation, imports }: PeerRow): number =>
  generation + imports + exports;

const POWERS = [
  'generation',
  'imports',
  'exports',
  'charge',
  'discharge',
  'load',
  'served',
] as const satisfies readonly (keyof AnsweredPeer)[];

type Sums = { -readonly [Key in keyof AnsweredPeer]: AnsweredPeer[Key] };

const meansOf = (periods: readonly (readonly AnsweredPeer[])[]): Map<string, AnsweredPeer> => {
  const sums = new Map<string, Sums>();
  for (const peer of periods.flat()) {
    const sum = sums.get(peer.id);
    if (sum === undefined) sums.set(peer.id, { ...peer });
    else addTo(sum, peer);
  }
  for (const sum of sums.values())
    for (const power of POWERS) sum[power] = rounded(sum[power] / periods.length);
  return sums;
};

const addTo = (sum: Sums, peer: AnsweredPeer): void => {
  const total = sum;
  for (const power of POWERS) total[power] += peer[power];
  total.stored = peer.stored;
};

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

const mostOften = (roles: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const role of roles) counts.set(role, (counts.get(role) ?? 0) + 1);
  const [first] = [...counts].sort(([, one], [, other]) => other - one);
  return first?.[0] ?? '';
};
