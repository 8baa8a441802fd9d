import type { BilledWindow } from '@trueque/contracts';
import { addDays, type Period } from '../../address/period';

/** Local days `[from, to)` that a run could be made over. */
export type Days = Pick<BilledWindow, 'from' | 'to'>;

/** `2016-08-08 – 2016-08-14`, the last day included. */
export const daysOf = ({ from, to }: Days): string => `${from} – ${addDays(to, -1)}`;

/** Windows with bills that have days of the period, and the period itself where it is none of them. */
export const windowsToTry = (
  billed: readonly BilledWindow[],
  { from, to }: Period,
): readonly Days[] => {
  const own = { from, to: addDays(to, 1) };
  const within = billed.filter((it) => it.from < own.to && it.to > own.from);
  return within.some((it) => daysOf(it) === daysOf(own)) ? within : [...within, own];
};
