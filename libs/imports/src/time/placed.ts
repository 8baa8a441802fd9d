import type { Findings, Place } from '../findings.js';
import type { DstPolicy, LocalTimes } from './local-time.js';

/** An instant that a local time stands for, and the share of the row's energy that belongs there. */
export interface Placed {
  readonly startMs: number;
  readonly weight: number;
}

const ONCE = 1;
const HALF = 0.5;

/** Where a local time lies. Doubtful ones go by the policy; what is kept out or shared is reported. */
export const placed = (
  findings: Findings,
  place: Place,
  wallMs: number,
  { times, policy }: { readonly times: LocalTimes; readonly policy: DstPolicy },
): readonly Placed[] => {
  const instants = times.instantsOf(wallMs);
  const [first, second] = instants;
  if (first !== undefined && second === undefined) return [{ startMs: first, weight: ONCE }];
  const label = `${new Date(wallMs).toISOString().slice(0, 16)} ${times.timeZone}`;
  if (first === undefined || second === undefined)
    return missing(findings, place, `${label}: the clock was put forward over this time`, policy);
  if (policy === 'reject') {
    const message = `${label} is twice, the clock was put back; say --dst first, second or split`;
    findings.error(place, 'local-time-twice', message);
    return [];
  }
  findings.warning(place, 'local-time-twice', `${label} is twice: taken by policy ${policy}`);
  if (policy === 'split') return instants.map((startMs) => ({ startMs, weight: HALF }));
  return [{ startMs: policy === 'first' ? first : second, weight: ONCE }];
};

const missing = (
  findings: Findings,
  place: Place,
  message: string,
  policy: DstPolicy,
): readonly Placed[] => {
  if (policy === 'reject') findings.error(place, 'local-time-missing', message);
  else findings.warning(place, 'local-time-missing', `${message}; not kept`);
  return [];
};
