import type { CaseFile, CasePeer } from '@trueque/contracts';
import { chanceFrom } from './random-case.js';

/**
 * The same market a day later, as days differ: other loads, other weather, another price here and there, a peer
 * that has gone and one that is new.
 */
export const nextDay = (file: CaseFile, seed: number): CaseFile => {
  const chance = chanceFrom(seed);
  const weather = 0.4 + 0.8 * chance.next();
  const about = (value: number, spread: number) =>
    Math.round(1000 * value * (1 - spread + 2 * spread * chance.next())) / 1000;
  const changed = (peer: CasePeer): CasePeer => ({
    ...peer,
    ...(peer.load === undefined ? {} : { load: each(peer.load, (load) => about(load, 0.3)) }),
    ...(peer.exportCost === undefined || chance.happens(0.9)
      ? {}
      : { exportCost: each(peer.exportCost, (cost) => about(cost, 0.2)) }),
    ...(peer.generation === undefined || 'steps' in peer.generation || peer.role === 'grid'
      ? {}
      : { generation: { ...peer.generation, max: roomFor(peer.generation, weather) } }),
  });
  const [first, ...others] = file.peers.map(changed);
  const isNamed = ({ id, role }: CasePeer) =>
    role === 'grid' || file.contracts.some(({ from, to }) => from === id || to === id);
  const isGone = chance.happens(0.3) ? () => chance.happens(0.1) : () => false;
  const without = others.filter((peer) => isNamed(peer) || !isGone());
  const newcomer = chance.happens(0.3) ? [{ ...first!, id: `${first!.id}-new` }] : [];
  return {
    ...file,
    start: new Date(Date.parse(file.start) + DAY_MS).toISOString(),
    peers: [first!, ...newcomer, ...without],
  };
};

const DAY_MS = 86_400_000;

type Series = number | number[];

const each = (series: Series, change: (value: number) => number): Series =>
  typeof series === 'number' ? change(series) : series.map(change);

/** What must run still can. */
const roomFor = (
  { max, min }: { max: Series; min?: Series | undefined },
  weather: number,
): Series =>
  min === undefined ? each(max, (power) => Math.round(1000 * power * weather) / 1000) : max;
