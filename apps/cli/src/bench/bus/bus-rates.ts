import { setTimeout as sleep } from 'node:timers/promises';
import { append, MARKETS } from './bus-load.js';
import type { BusService } from './bus-service.js';

const LOOK_MS = 5;

/** Events a second between the two moments at which `done` tells of `from` and of `to` of them. */
export const rateOf = async (
  done: () => Promise<number> | number,
  from: number,
  to: number,
): Promise<number> => {
  let first: { readonly atMs: number; readonly count: number } | undefined;
  for (;;) {
    const count = await done();
    const atMs = performance.now();
    if (first === undefined && count > from) first = { atMs, count };
    if (first !== undefined && count >= to)
      return ((count - first.count) / Math.max(1, atMs - first.atMs)) * 1_000;
    await sleep(LOOK_MS);
  }
};

export interface Pace {
  /** Numbers of the offers: from this one on. */
  readonly from: number;
  readonly events: number;
  readonly perSecond: number;
}

/** Appends at an even pace; each clock runs from the answer of the store to the stored effect. */
export const latenciesMs = async (
  { store, offers }: BusService,
  { events, from, perSecond }: Pace,
): Promise<readonly number[]> => {
  const appendedAtMs = new Map<string, number>();
  const beganMs = performance.now();
  const appends: Promise<unknown>[] = [];
  for (let index = 0; index < events; index += 1) {
    const number = from + index;
    await sleep(Math.max(0, beganMs + (index * 1_000) / perSecond - performance.now()));
    const appended = append(store, number).then((position) =>
      appendedAtMs.set(`${MARKETS[number % MARKETS.length]}/${position}`, performance.now()),
    );
    appends.push(appended);
  }
  await Promise.all(appends);
  while (offers.cameAtMs.size < from + events) await sleep(LOOK_MS);
  return [...appendedAtMs].map(([key, atMs]) => (offers.cameAtMs.get(key) ?? Infinity) - atMs);
};

export const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};
